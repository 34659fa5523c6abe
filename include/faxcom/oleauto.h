#ifndef FAXCOM_OLEAUTO_H
#define FAXCOM_OLEAUTO_H
/*
 * The functions of OLE automation and COM that FaxCom programs call, for systems that do not
 * have them. They behave as documented for Windows. libfaxcom exports them under the symbol
 * version FAXCOM_1.0, so that another COM library in the same process does no harm: strings
 * of this library are freed by this library. Thread: any, for all of them.
 */
#include <faxcom/comcompat.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- strings: UTF-16 with their length in front; NULL is an empty one ---- */
BSTR STDAPICALLTYPE SysAllocString(const OLECHAR *text);               /* up to the first zero; NULL gives NULL */
BSTR STDAPICALLTYPE SysAllocStringLen(const OLECHAR *text, UINT units); /* NULL text: filled with zeros */
BSTR STDAPICALLTYPE SysAllocStringByteLen(const char *bytes, UINT length);
INT STDAPICALLTYPE SysReAllocString(BSTR *string, const OLECHAR *text);
INT STDAPICALLTYPE SysReAllocStringLen(BSTR *string, const OLECHAR *text, UINT units);
void STDAPICALLTYPE SysFreeString(BSTR string);
UINT STDAPICALLTYPE SysStringLen(BSTR string);     /* in UTF-16 units */
UINT STDAPICALLTYPE SysStringByteLen(BSTR string); /* in bytes */

/* ---- VARIANT: owns its string or one reference to its object ---- */
void STDAPICALLTYPE VariantInit(VARIANT *variant);
HRESULT STDAPICALLTYPE VariantClear(VARIANT *variant);
HRESULT STDAPICALLTYPE VariantCopy(VARIANT *to, const VARIANT *from);
HRESULT STDAPICALLTYPE VariantCopyInd(VARIANT *to, const VARIANT *from); /* the value behind a VT_BYREF */
/* `to` may be `from`. Texts are read and written alike everywhere, as in the United States;
   the language is not looked at. Flags: 0 or VARIANT_ALPHABOOL. */
HRESULT STDAPICALLTYPE VariantChangeType(VARIANT *to, const VARIANT *from, USHORT flags, VARTYPE type);
HRESULT STDAPICALLTYPE VariantChangeTypeEx(VARIANT *to, const VARIANT *from, LCID language, USHORT flags, VARTYPE type);

/* ---- DATE: days since 30 December 1899; 1 and 0 for whether it could be done ---- */
INT STDAPICALLTYPE SystemTimeToVariantTime(const SYSTEMTIME *time, DATE *date);
INT STDAPICALLTYPE VariantTimeToSystemTime(DATE date, SYSTEMTIME *time);

/* ---- error information of the calling thread ---- */
HRESULT STDAPICALLTYPE SetErrorInfo(ULONG reserved, IErrorInfo *error);
HRESULT STDAPICALLTYPE GetErrorInfo(ULONG reserved, IErrorInfo **error); /* takes it; S_FALSE: there is none */
HRESULT STDAPICALLTYPE CreateErrorInfo(ICreateErrorInfo **error);

/* ---- objects by class: knows the classes of FaxCom ---- */
enum { COINIT_MULTITHREADED = 0, COINIT_APARTMENTTHREADED = 2 };
enum { CLSCTX_INPROC_SERVER = 1, CLSCTX_LOCAL_SERVER = 4, CLSCTX_ALL = 23 };
HRESULT STDAPICALLTYPE CoInitialize(LPVOID reserved); /* all threads share one apartment here: nothing to do */
HRESULT STDAPICALLTYPE CoInitializeEx(LPVOID reserved, DWORD mode);
void STDAPICALLTYPE CoUninitialize(void);
HRESULT STDAPICALLTYPE CoCreateInstance(REFCLSID clsid, IUnknown *outer, DWORD context, REFIID iid, void **object);
HRESULT STDAPICALLTYPE CLSIDFromProgID(const OLECHAR *prog_id, CLSID *clsid); /* FaxServer.FaxServer and FaxTiff.FaxTiff, also with .1 */
HRESULT STDAPICALLTYPE CLSIDFromString(const OLECHAR *text, CLSID *clsid);    /* {8-4-4-4-12 hex digits} */
INT STDAPICALLTYPE StringFromGUID2(REFGUID guid, OLECHAR *text, INT units);   /* units written, zero included; 0: too small */
HRESULT STDAPICALLTYPE DllGetClassObject(REFCLSID clsid, REFIID iid, void **factory);
HRESULT STDAPICALLTYPE DllCanUnloadNow(void); /* S_OK: no object of the library is alive; else S_FALSE */

#ifdef __cplusplus
}
#endif
#endif
