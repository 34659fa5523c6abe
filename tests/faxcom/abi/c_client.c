/*
 * A program in C11 over the public header and libfaxcom.so alone: the vtables lie as
 * documented, and an object made by the library answers through them. Exit 0: all well.
 */
#define COBJMACROS
#include <faxcom/faxcom.h>

#include <stdio.h>

#define SLOT(interface, slot, name) \
    _Static_assert(offsetof(interface##Vtbl, name) == (slot) * sizeof(void *), #interface "." #name);
#include "slots.inc"
#undef SLOT

/* The table of late binding agrees with the header's vtables. */
#define FAXCOM_MEMBER(interface, slot, id, kind, name, method, parameter_name, parameter, result) \
    _Static_assert(offsetof(interface##Vtbl, method) == (slot) * sizeof(void *), #interface "." #method);
#include "../../../src/faxcom/dispatch_tables.inc"
#undef FAXCOM_MEMBER

/* Nothing follows the last documented member. */
#define LAST(interface, slot) _Static_assert(sizeof(interface##Vtbl) == ((slot) + 1) * sizeof(void *), #interface);
LAST(IFaxTiff, 18) LAST(IFaxServer, 39) LAST(IFaxPort, 23) LAST(IFaxPorts, 8) LAST(IFaxRoutingMethod, 16)
LAST(IFaxRoutingMethods, 8) LAST(IFaxStatus, 26) LAST(IFaxDoc, 76) LAST(IFaxJobs, 8) LAST(IFaxJob, 23)

_Static_assert(sizeof(VARIANT) == 24 && sizeof(DISPPARAMS) == 24 && sizeof(EXCEPINFO) == 64, "Win64 layout");
_Static_assert(offsetof(VARIANT, pdispVal) == 8 && offsetof(EXCEPINFO, scode) == 56, "Win64 layout");

static int failures;
static void expect(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "c_client: %s does not hold\n", what);
    ++failures;
}
#define EXPECT(condition) expect((condition) != 0, #condition)

int main(void) {
    CLSID clsid;
    IFaxServer *server = NULL;
    IDispatch *dispatch = NULL;
    IErrorInfo *error = NULL;
    VARIANT value;
    LONG retries = 0;
    BSTR name = SysAllocString(OLESTR("no such server?"));
    BSTR text = NULL;

    EXPECT(CoInitialize(NULL) == S_OK);
    EXPECT(CLSIDFromProgID(OLESTR("FaxServer.FaxServer"), &clsid) == S_OK);
    EXPECT(IsEqualCLSID(&clsid, &CLSID_FaxServer));
    EXPECT(CoCreateInstance(&CLSID_FaxDoc, NULL, CLSCTX_ALL, &IID_IFaxDoc, (void **)&dispatch) == REGDB_E_CLASSNOTREG);
    EXPECT(CoCreateInstance(&clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IFaxServer, (void **)&server) == S_OK);
    if (!server) return 1;
    EXPECT(IFaxServer_QueryInterface(server, &IID_IDispatch, (void **)&dispatch) == S_OK);

    EXPECT(IFaxServer_Connect(server, name) == E_INVALIDARG);
    EXPECT(GetErrorInfo(0, &error) == S_OK);
    EXPECT(error && error->lpVtbl->GetDescription(error, &text) == S_OK && SysStringLen(text) > 20);

    VariantInit(&value);
    EXPECT(FAILED(IFaxServer_GetPorts(server, &value)));
    EXPECT(IFaxServer_put_Retries(server, 5) == S_OK && IFaxServer_get_Retries(server, &retries) == S_OK && retries == 5);
    EXPECT(IFaxServer_Disconnect(server) == S_OK);

    SysFreeString(text);
    SysFreeString(name);
    if (error) error->lpVtbl->Release(error);
    EXPECT(DllCanUnloadNow() == S_FALSE);
    EXPECT(dispatch->lpVtbl->Release(dispatch) == 1);
    EXPECT(IFaxServer_Release(server) == 0);
    EXPECT(DllCanUnloadNow() == S_OK);
    CoUninitialize();
    return failures != 0;
}
