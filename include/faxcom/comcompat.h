#ifndef FAXCOM_COMCOMPAT_H
#define FAXCOM_COMCOMPAT_H
/*
 * The part of <windows.h> and <ole2.h> that FaxCom programs need, for systems that have
 * neither. Names, widths and layouts are those of 64-bit Windows: LONG, BOOL, HRESULT and
 * DWORD have 32 bits, OLECHAR is a UTF-16 unit (write literals as OLESTR("text")). For C++17
 * and C11. Include <faxcom/faxcom.h>, which takes the platform's own headers on Windows.
 */
#ifdef _WIN32
#error "on Windows the types come from <windows.h>: include <faxcom/faxcom.h>"
#endif

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __cplusplus
#define EXTERN_C extern "C"
#define FAXCOM_STATIC_ASSERT(what, text) static_assert(what, text)
#else
#include <uchar.h>
#define EXTERN_C extern
#define FAXCOM_STATIC_ASSERT(what, text) _Static_assert(what, text)
#endif

/* ---- numbers and text ---- */
typedef uint8_t BYTE;
typedef char CHAR;
typedef int16_t SHORT;
typedef uint16_t USHORT, WORD;
typedef int32_t LONG, BOOL, INT, HRESULT, SCODE, DISPID;
typedef uint32_t ULONG, DWORD, UINT, LCID;
typedef int64_t LONGLONG;
typedef uint64_t ULONGLONG;
typedef float FLOAT;
typedef double DOUBLE, DATE;
typedef uint16_t VARTYPE;
typedef int16_t VARIANT_BOOL;
typedef void *PVOID, *LPVOID;
typedef char16_t WCHAR, OLECHAR;
typedef OLECHAR *LPOLESTR, *BSTR;
typedef const OLECHAR *LPCOLESTR;
typedef struct tagCY {
    LONGLONG int64;
} CY;

#define OLESTR(text) u##text
#ifndef TRUE
#define TRUE 1
#define FALSE 0
#endif
#define VARIANT_TRUE ((VARIANT_BOOL)-1)
#define VARIANT_FALSE ((VARIANT_BOOL)0)

/* ---- how functions are declared ---- */
#define STDMETHODCALLTYPE
#define STDAPICALLTYPE
#define STDAPI EXTERN_C HRESULT STDAPICALLTYPE
#define STDAPI_(type) EXTERN_C type STDAPICALLTYPE
#define BEGIN_INTERFACE
#define END_INTERFACE
#define CONST_VTBL
#define DECLSPEC_UUID(text)
#define DECLSPEC_NOVTABLE
#define MIDL_INTERFACE(text) struct
#ifndef FORCEINLINE
#define FORCEINLINE inline __attribute__((always_inline))
#endif

/* ---- results ---- */
#define SUCCEEDED(hr) ((HRESULT)(hr) >= 0)
#define FAILED(hr) ((HRESULT)(hr) < 0)
#define FAXCOM_HRESULT(code) ((HRESULT)(code))
#define S_OK FAXCOM_HRESULT(0)
#define S_FALSE FAXCOM_HRESULT(1)
#define E_NOTIMPL FAXCOM_HRESULT(0x80004001u)
#define E_NOINTERFACE FAXCOM_HRESULT(0x80004002u)
#define E_POINTER FAXCOM_HRESULT(0x80004003u)
#define E_FAIL FAXCOM_HRESULT(0x80004005u)
#define E_UNEXPECTED FAXCOM_HRESULT(0x8000FFFFu)
#define E_ACCESSDENIED FAXCOM_HRESULT(0x80070005u)
#define E_OUTOFMEMORY FAXCOM_HRESULT(0x8007000Eu)
#define E_INVALIDARG FAXCOM_HRESULT(0x80070057u)
#define CLASS_E_NOAGGREGATION FAXCOM_HRESULT(0x80040110u)
#define CLASS_E_CLASSNOTAVAILABLE FAXCOM_HRESULT(0x80040111u)
#define REGDB_E_CLASSNOTREG FAXCOM_HRESULT(0x80040154u)
#define CO_E_CLASSSTRING FAXCOM_HRESULT(0x800401F3u)
#define DISP_E_UNKNOWNINTERFACE FAXCOM_HRESULT(0x80020001u)
#define DISP_E_MEMBERNOTFOUND FAXCOM_HRESULT(0x80020003u)
#define DISP_E_PARAMNOTFOUND FAXCOM_HRESULT(0x80020004u)
#define DISP_E_TYPEMISMATCH FAXCOM_HRESULT(0x80020005u)
#define DISP_E_UNKNOWNNAME FAXCOM_HRESULT(0x80020006u)
#define DISP_E_NONAMEDARGS FAXCOM_HRESULT(0x80020007u)
#define DISP_E_BADVARTYPE FAXCOM_HRESULT(0x80020008u)
#define DISP_E_EXCEPTION FAXCOM_HRESULT(0x80020009u)
#define DISP_E_OVERFLOW FAXCOM_HRESULT(0x8002000Au)
#define DISP_E_BADINDEX FAXCOM_HRESULT(0x8002000Bu)
#define DISP_E_BADPARAMCOUNT FAXCOM_HRESULT(0x8002000Eu)
#define DISP_E_PARAMNOTOPTIONAL FAXCOM_HRESULT(0x8002000Fu)
#define TYPE_E_ELEMENTNOTFOUND FAXCOM_HRESULT(0x8002802Bu)
#define FACILITY_WIN32 7
#define HRESULT_FROM_WIN32(code) \
    ((HRESULT)(code) <= 0 ? (HRESULT)(code) : (HRESULT)(((code) & 0xFFFFu) | (FACILITY_WIN32 << 16) | 0x80000000u))

/* ---- identifiers ---- */
typedef struct _GUID {
    DWORD Data1;
    WORD Data2;
    WORD Data3;
    BYTE Data4[8];
} GUID, IID, CLSID;
#ifdef __cplusplus
typedef const GUID &REFGUID;
typedef const IID &REFIID;
typedef const CLSID &REFCLSID;
#define FAXCOM_GUID_ADDRESS(id) (&(id))
inline bool operator==(REFGUID a, REFGUID b) { return memcmp(&a, &b, sizeof a) == 0; }
inline bool operator!=(REFGUID a, REFGUID b) { return !(a == b); }
/* __uuidof(IFaxStatus), as compilers for Windows have it. */
extern "C++" template <class T> struct faxcom_uuid_of;
#define __CRT_UUID_DECL(type, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                          \
    extern "C++" template <> struct faxcom_uuid_of<type> {                                        \
        static constexpr GUID value = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}};              \
    };
#define __uuidof(type) (faxcom_uuid_of<type>::value)
#else
typedef const GUID *REFGUID;
typedef const IID *REFIID;
typedef const CLSID *REFCLSID;
#define FAXCOM_GUID_ADDRESS(id) (id)
#endif
#define IsEqualGUID(a, b) (memcmp(FAXCOM_GUID_ADDRESS(a), FAXCOM_GUID_ADDRESS(b), sizeof(GUID)) == 0)
#define IsEqualIID(a, b) IsEqualGUID(a, b)
#define IsEqualCLSID(a, b) IsEqualGUID(a, b)

/* The library holds the IID_ and CLSID_ objects; define INITGUID to have your own. */
#ifdef INITGUID
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8) \
    EXTERN_C const GUID name;                                        \
    const GUID name = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}}
#else
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8) EXTERN_C const GUID name
#endif
#ifdef __cplusplus
extern "C" {
#endif
DEFINE_GUID(GUID_NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
DEFINE_GUID(IID_IUnknown, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46);
DEFINE_GUID(IID_IClassFactory, 1, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46);
DEFINE_GUID(IID_IDispatch, 0x00020400, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46);
DEFINE_GUID(IID_IEnumVARIANT, 0x00020404, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46);
DEFINE_GUID(IID_IErrorInfo, 0x1CF2B120, 0x547D, 0x101B, 0x8E, 0x65, 0x08, 0x00, 0x2B, 0x2B, 0xD1, 0x19);
DEFINE_GUID(IID_ICreateErrorInfo, 0x22F03340, 0x547D, 0x101B, 0x8E, 0x65, 0x08, 0x00, 0x2B, 0x2B, 0xD1, 0x19);
DEFINE_GUID(IID_ISupportErrorInfo, 0xDF0B3D60, 0x548F, 0x101B, 0x8E, 0x65, 0x08, 0x00, 0x2B, 0x2B, 0xD1, 0x19);
#define IID_NULL GUID_NULL
#ifdef __cplusplus
}
#endif

/* ---- interfaces, VARIANT and its relatives ---- */
typedef struct ITypeInfo ITypeInfo;
typedef struct IRecordInfo IRecordInfo;
typedef struct IUnknown IUnknown;
typedef struct IDispatch IDispatch;

enum VARENUM {
    VT_EMPTY = 0, VT_NULL = 1, VT_I2 = 2, VT_I4 = 3, VT_R4 = 4, VT_R8 = 5, VT_CY = 6, VT_DATE = 7, VT_BSTR = 8,
    VT_DISPATCH = 9, VT_ERROR = 10, VT_BOOL = 11, VT_VARIANT = 12, VT_UNKNOWN = 13, VT_I1 = 16, VT_UI1 = 17,
    VT_UI2 = 18, VT_UI4 = 19, VT_I8 = 20, VT_UI8 = 21, VT_INT = 22, VT_UINT = 23, VT_DECIMAL = 14, VT_BYREF = 0x4000
};
/* For VariantChangeType: True and False instead of -1 and 0 where a VT_BOOL becomes a text. */
#define VARIANT_ALPHABOOL 2
/* Calls by number: their kinds, and numbers with a meaning of their own. */
#define DISPATCH_METHOD 1
#define DISPATCH_PROPERTYGET 2
#define DISPATCH_PROPERTYPUT 4
#define DISPATCH_PROPERTYPUTREF 8
#define DISPID_VALUE 0
#define DISPID_UNKNOWN (-1)
#define DISPID_PROPERTYPUT (-3)
#define DISPID_NEWENUM (-4)
#define LOCALE_NEUTRAL 0

typedef struct FAXCOM_RECORD {
    PVOID pvRecord;
    IRecordInfo *pRecInfo;
} FAXCOM_RECORD;
typedef struct tagVARIANT VARIANT, VARIANTARG;
struct tagVARIANT {
    VARTYPE vt;
    WORD wReserved1, wReserved2, wReserved3;
    union {
        LONGLONG llVal;
        ULONGLONG ullVal;
        LONG lVal;
        ULONG ulVal;
        INT intVal;
        UINT uintVal;
        SHORT iVal;
        USHORT uiVal;
        CHAR cVal;
        BYTE bVal;
        FLOAT fltVal;
        DOUBLE dblVal;
        VARIANT_BOOL boolVal;
        SCODE scode;
        CY cyVal;
        DATE date;
        BSTR bstrVal;
        IUnknown *punkVal;
        IDispatch *pdispVal;
        PVOID byref;
        LONGLONG *pllVal;
        ULONGLONG *pullVal;
        LONG *plVal;
        ULONG *pulVal;
        INT *pintVal;
        UINT *puintVal;
        SHORT *piVal;
        USHORT *puiVal;
        CHAR *pcVal;
        BYTE *pbVal;
        FLOAT *pfltVal;
        DOUBLE *pdblVal;
        VARIANT_BOOL *pboolVal;
        SCODE *pscode;
        CY *pcyVal;
        DATE *pdate;
        BSTR *pbstrVal;
        IUnknown **ppunkVal;
        IDispatch **ppdispVal;
        VARIANT *pvarVal;
        FAXCOM_RECORD record;
    };
};
#define V_VT(variant) ((variant)->vt)
#define V_DISPATCH(variant) ((variant)->pdispVal)
#define V_BSTR(variant) ((variant)->bstrVal)
#define V_I4(variant) ((variant)->lVal)
#define V_BOOL(variant) ((variant)->boolVal)
#define V_R8(variant) ((variant)->dblVal)
#define V_DATE(variant) ((variant)->date)
#define V_UNKNOWN(variant) ((variant)->punkVal)
#define V_ERROR(variant) ((variant)->scode)

/* A VT_DECIMAL fills its VARIANT from the first byte: wReserved is where vt stands. The
   value is Hi32 and Lo64 together, divided by 10 to the power of `scale` (0 to 28). */
typedef struct tagDEC {
    USHORT wReserved;
    BYTE scale, sign; /* sign: 0x80 for a negative value */
    ULONG Hi32;
    ULONGLONG Lo64;
} DECIMAL;

typedef struct tagDISPPARAMS {
    VARIANTARG *rgvarg;
    DISPID *rgdispidNamedArgs;
    UINT cArgs, cNamedArgs;
} DISPPARAMS;

typedef struct tagEXCEPINFO EXCEPINFO;
struct tagEXCEPINFO {
    WORD wCode, wReserved;
    BSTR bstrSource, bstrDescription, bstrHelpFile;
    DWORD dwHelpContext;
    PVOID pvReserved;
    HRESULT(STDMETHODCALLTYPE *pfnDeferredFillIn)(EXCEPINFO *);
    SCODE scode;
};

typedef struct _SYSTEMTIME {
    WORD wYear, wMonth, wDayOfWeek, wDay, wHour, wMinute, wSecond, wMilliseconds;
} SYSTEMTIME;

/* The numbers compiled clients rely on. */
FAXCOM_STATIC_ASSERT(sizeof(LONG) == 4 && sizeof(BOOL) == 4 && sizeof(HRESULT) == 4 && sizeof(DWORD) == 4, "32 bits");
FAXCOM_STATIC_ASSERT(sizeof(OLECHAR) == 2 && sizeof(SHORT) == 2 && sizeof(VARIANT_BOOL) == 2, "16 bits");
FAXCOM_STATIC_ASSERT(sizeof(GUID) == 16 && sizeof(DATE) == 8 && sizeof(CY) == 8 && sizeof(SYSTEMTIME) == 16 && sizeof(DECIMAL) == 16, "layout");
FAXCOM_STATIC_ASSERT(sizeof(VARIANT) == 8 + 2 * sizeof(void *) && offsetof(VARIANT, llVal) == 8, "layout of VARIANT");
FAXCOM_STATIC_ASSERT(sizeof(void *) != 8 || (sizeof(VARIANT) == 24 && sizeof(DISPPARAMS) == 24 && sizeof(EXCEPINFO) == 64),
                     "the layout of 64-bit Windows");

#include <faxcom/unknown.h>

#endif
