/* Made from src/faxcom/faxcom.idl by scripts/make-faxcom; do not edit. Include <faxcom/faxcom.h>. */
#ifndef FAXCOM_INTERFACES_H
#define FAXCOM_INTERFACES_H
/* NOLINTBEGIN */

/* Forward declarations */

#ifndef __IFaxTiff_FWD_DEFINED__
#define __IFaxTiff_FWD_DEFINED__
typedef struct IFaxTiff IFaxTiff;
#ifdef __cplusplus
struct IFaxTiff;
#endif /* __cplusplus */
#endif

#ifndef __IFaxServer_FWD_DEFINED__
#define __IFaxServer_FWD_DEFINED__
typedef struct IFaxServer IFaxServer;
#ifdef __cplusplus
struct IFaxServer;
#endif /* __cplusplus */
#endif

#ifndef __IFaxPort_FWD_DEFINED__
#define __IFaxPort_FWD_DEFINED__
typedef struct IFaxPort IFaxPort;
#ifdef __cplusplus
struct IFaxPort;
#endif /* __cplusplus */
#endif

#ifndef __IFaxPorts_FWD_DEFINED__
#define __IFaxPorts_FWD_DEFINED__
typedef struct IFaxPorts IFaxPorts;
#ifdef __cplusplus
struct IFaxPorts;
#endif /* __cplusplus */
#endif

#ifndef __IFaxRoutingMethod_FWD_DEFINED__
#define __IFaxRoutingMethod_FWD_DEFINED__
typedef struct IFaxRoutingMethod IFaxRoutingMethod;
#ifdef __cplusplus
struct IFaxRoutingMethod;
#endif /* __cplusplus */
#endif

#ifndef __IFaxRoutingMethods_FWD_DEFINED__
#define __IFaxRoutingMethods_FWD_DEFINED__
typedef struct IFaxRoutingMethods IFaxRoutingMethods;
#ifdef __cplusplus
struct IFaxRoutingMethods;
#endif /* __cplusplus */
#endif

#ifndef __IFaxStatus_FWD_DEFINED__
#define __IFaxStatus_FWD_DEFINED__
typedef struct IFaxStatus IFaxStatus;
#ifdef __cplusplus
struct IFaxStatus;
#endif /* __cplusplus */
#endif

#ifndef __IFaxDoc_FWD_DEFINED__
#define __IFaxDoc_FWD_DEFINED__
typedef struct IFaxDoc IFaxDoc;
#ifdef __cplusplus
struct IFaxDoc;
#endif /* __cplusplus */
#endif

#ifndef __IFaxJobs_FWD_DEFINED__
#define __IFaxJobs_FWD_DEFINED__
typedef struct IFaxJobs IFaxJobs;
#ifdef __cplusplus
struct IFaxJobs;
#endif /* __cplusplus */
#endif

#ifndef __IFaxJob_FWD_DEFINED__
#define __IFaxJob_FWD_DEFINED__
typedef struct IFaxJob IFaxJob;
#ifdef __cplusplus
struct IFaxJob;
#endif /* __cplusplus */
#endif

#ifndef __FaxTiff_FWD_DEFINED__
#define __FaxTiff_FWD_DEFINED__
#ifdef __cplusplus
typedef class FaxTiff FaxTiff;
#else
typedef struct FaxTiff FaxTiff;
#endif /* defined __cplusplus */
#endif /* defined __FaxTiff_FWD_DEFINED__ */

#ifndef __FaxServer_FWD_DEFINED__
#define __FaxServer_FWD_DEFINED__
#ifdef __cplusplus
typedef class FaxServer FaxServer;
#else
typedef struct FaxServer FaxServer;
#endif /* defined __cplusplus */
#endif /* defined __FaxServer_FWD_DEFINED__ */

#ifndef __FaxPort_FWD_DEFINED__
#define __FaxPort_FWD_DEFINED__
#ifdef __cplusplus
typedef class FaxPort FaxPort;
#else
typedef struct FaxPort FaxPort;
#endif /* defined __cplusplus */
#endif /* defined __FaxPort_FWD_DEFINED__ */

#ifndef __FaxPorts_FWD_DEFINED__
#define __FaxPorts_FWD_DEFINED__
#ifdef __cplusplus
typedef class FaxPorts FaxPorts;
#else
typedef struct FaxPorts FaxPorts;
#endif /* defined __cplusplus */
#endif /* defined __FaxPorts_FWD_DEFINED__ */

#ifndef __FaxRoutingMethod_FWD_DEFINED__
#define __FaxRoutingMethod_FWD_DEFINED__
#ifdef __cplusplus
typedef class FaxRoutingMethod FaxRoutingMethod;
#else
typedef struct FaxRoutingMethod FaxRoutingMethod;
#endif /* defined __cplusplus */
#endif /* defined __FaxRoutingMethod_FWD_DEFINED__ */

#ifndef __FaxRoutingMethods_FWD_DEFINED__
#define __FaxRoutingMethods_FWD_DEFINED__
#ifdef __cplusplus
typedef class FaxRoutingMethods FaxRoutingMethods;
#else
typedef struct FaxRoutingMethods FaxRoutingMethods;
#endif /* defined __cplusplus */
#endif /* defined __FaxRoutingMethods_FWD_DEFINED__ */

#ifndef __FaxStatus_FWD_DEFINED__
#define __FaxStatus_FWD_DEFINED__
#ifdef __cplusplus
typedef class FaxStatus FaxStatus;
#else
typedef struct FaxStatus FaxStatus;
#endif /* defined __cplusplus */
#endif /* defined __FaxStatus_FWD_DEFINED__ */

#ifndef __FaxDoc_FWD_DEFINED__
#define __FaxDoc_FWD_DEFINED__
#ifdef __cplusplus
typedef class FaxDoc FaxDoc;
#else
typedef struct FaxDoc FaxDoc;
#endif /* defined __cplusplus */
#endif /* defined __FaxDoc_FWD_DEFINED__ */

#ifndef __FaxJobs_FWD_DEFINED__
#define __FaxJobs_FWD_DEFINED__
#ifdef __cplusplus
typedef class FaxJobs FaxJobs;
#else
typedef struct FaxJobs FaxJobs;
#endif /* defined __cplusplus */
#endif /* defined __FaxJobs_FWD_DEFINED__ */

#ifndef __FaxJob_FWD_DEFINED__
#define __FaxJob_FWD_DEFINED__
#ifdef __cplusplus
typedef class FaxJob FaxJob;
#else
typedef struct FaxJob FaxJob;
#endif /* defined __cplusplus */
#endif /* defined __FaxJob_FWD_DEFINED__ */

/* Headers for imported files */

#ifdef __cplusplus
extern "C" {
#endif

#ifndef __IFaxTiff_FWD_DEFINED__
#define __IFaxTiff_FWD_DEFINED__
typedef struct IFaxTiff IFaxTiff;
#ifdef __cplusplus
struct IFaxTiff;
#endif /* __cplusplus */
#endif

#ifndef __IFaxServer_FWD_DEFINED__
#define __IFaxServer_FWD_DEFINED__
typedef struct IFaxServer IFaxServer;
#ifdef __cplusplus
struct IFaxServer;
#endif /* __cplusplus */
#endif

#ifndef __IFaxPort_FWD_DEFINED__
#define __IFaxPort_FWD_DEFINED__
typedef struct IFaxPort IFaxPort;
#ifdef __cplusplus
struct IFaxPort;
#endif /* __cplusplus */
#endif

#ifndef __IFaxPorts_FWD_DEFINED__
#define __IFaxPorts_FWD_DEFINED__
typedef struct IFaxPorts IFaxPorts;
#ifdef __cplusplus
struct IFaxPorts;
#endif /* __cplusplus */
#endif

#ifndef __IFaxRoutingMethod_FWD_DEFINED__
#define __IFaxRoutingMethod_FWD_DEFINED__
typedef struct IFaxRoutingMethod IFaxRoutingMethod;
#ifdef __cplusplus
struct IFaxRoutingMethod;
#endif /* __cplusplus */
#endif

#ifndef __IFaxRoutingMethods_FWD_DEFINED__
#define __IFaxRoutingMethods_FWD_DEFINED__
typedef struct IFaxRoutingMethods IFaxRoutingMethods;
#ifdef __cplusplus
struct IFaxRoutingMethods;
#endif /* __cplusplus */
#endif

#ifndef __IFaxStatus_FWD_DEFINED__
#define __IFaxStatus_FWD_DEFINED__
typedef struct IFaxStatus IFaxStatus;
#ifdef __cplusplus
struct IFaxStatus;
#endif /* __cplusplus */
#endif

#ifndef __IFaxDoc_FWD_DEFINED__
#define __IFaxDoc_FWD_DEFINED__
typedef struct IFaxDoc IFaxDoc;
#ifdef __cplusplus
struct IFaxDoc;
#endif /* __cplusplus */
#endif

#ifndef __IFaxJobs_FWD_DEFINED__
#define __IFaxJobs_FWD_DEFINED__
typedef struct IFaxJobs IFaxJobs;
#ifdef __cplusplus
struct IFaxJobs;
#endif /* __cplusplus */
#endif

#ifndef __IFaxJob_FWD_DEFINED__
#define __IFaxJob_FWD_DEFINED__
typedef struct IFaxJob IFaxJob;
#ifdef __cplusplus
struct IFaxJob;
#endif /* __cplusplus */
#endif

/*****************************************************************************
 * IFaxTiff interface
 */
#ifndef __IFaxTiff_INTERFACE_DEFINED__
#define __IFaxTiff_INTERFACE_DEFINED__

DEFINE_GUID(IID_IFaxTiff, 0xb19bb45f, 0xb91c, 0x11d1, 0x83,0xe1, 0x00,0xc0,0x4f,0xb6,0xe9,0x84);
#if defined(__cplusplus) && !defined(CINTERFACE)
MIDL_INTERFACE("b19bb45f-b91c-11d1-83e1-00c04fb6e984")
IFaxTiff : public IDispatch
{
    virtual HRESULT STDMETHODCALLTYPE get_ReceiveTime(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Image(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_Image(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Routing(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_CallerId(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Csid(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Tsid(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientNumber(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RawReceiveTime(
        VARIANT *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_TiffTagString(
        int tagID,
        BSTR *pVal) = 0;

};
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(IFaxTiff, 0xb19bb45f, 0xb91c, 0x11d1, 0x83,0xe1, 0x00,0xc0,0x4f,0xb6,0xe9,0x84)
#endif
#else
typedef struct IFaxTiffVtbl {
    BEGIN_INTERFACE

    /*** IUnknown methods ***/
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IFaxTiff *This,
        REFIID riid,
        void **ppvObject);

    ULONG (STDMETHODCALLTYPE *AddRef)(
        IFaxTiff *This);

    ULONG (STDMETHODCALLTYPE *Release)(
        IFaxTiff *This);

    /*** IDispatch methods ***/
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(
        IFaxTiff *This,
        UINT *pctinfo);

    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IFaxTiff *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);

    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IFaxTiff *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);

    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IFaxTiff *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);

    /*** IFaxTiff methods ***/
    HRESULT (STDMETHODCALLTYPE *get_ReceiveTime)(
        IFaxTiff *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Image)(
        IFaxTiff *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_Image)(
        IFaxTiff *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientName)(
        IFaxTiff *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderName)(
        IFaxTiff *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Routing)(
        IFaxTiff *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_CallerId)(
        IFaxTiff *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Csid)(
        IFaxTiff *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Tsid)(
        IFaxTiff *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientNumber)(
        IFaxTiff *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_RawReceiveTime)(
        IFaxTiff *This,
        VARIANT *pVal);

    HRESULT (STDMETHODCALLTYPE *get_TiffTagString)(
        IFaxTiff *This,
        int tagID,
        BSTR *pVal);

    END_INTERFACE
} IFaxTiffVtbl;

struct IFaxTiff {
    CONST_VTBL IFaxTiffVtbl* lpVtbl;
};

#ifdef COBJMACROS
#ifndef WIDL_C_INLINE_WRAPPERS
/*** IUnknown methods ***/
#define IFaxTiff_QueryInterface(This,riid,ppvObject) (This)->lpVtbl->QueryInterface(This,riid,ppvObject)
#define IFaxTiff_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IFaxTiff_Release(This) (This)->lpVtbl->Release(This)
/*** IDispatch methods ***/
#define IFaxTiff_GetTypeInfoCount(This,pctinfo) (This)->lpVtbl->GetTypeInfoCount(This,pctinfo)
#define IFaxTiff_GetTypeInfo(This,iTInfo,lcid,ppTInfo) (This)->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo)
#define IFaxTiff_GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId) (This)->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId)
#define IFaxTiff_Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr) (This)->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr)
/*** IFaxTiff methods ***/
#define IFaxTiff_get_ReceiveTime(This,pVal) (This)->lpVtbl->get_ReceiveTime(This,pVal)
#define IFaxTiff_get_Image(This,pVal) (This)->lpVtbl->get_Image(This,pVal)
#define IFaxTiff_put_Image(This,newVal) (This)->lpVtbl->put_Image(This,newVal)
#define IFaxTiff_get_RecipientName(This,pVal) (This)->lpVtbl->get_RecipientName(This,pVal)
#define IFaxTiff_get_SenderName(This,pVal) (This)->lpVtbl->get_SenderName(This,pVal)
#define IFaxTiff_get_Routing(This,pVal) (This)->lpVtbl->get_Routing(This,pVal)
#define IFaxTiff_get_CallerId(This,pVal) (This)->lpVtbl->get_CallerId(This,pVal)
#define IFaxTiff_get_Csid(This,pVal) (This)->lpVtbl->get_Csid(This,pVal)
#define IFaxTiff_get_Tsid(This,pVal) (This)->lpVtbl->get_Tsid(This,pVal)
#define IFaxTiff_get_RecipientNumber(This,pVal) (This)->lpVtbl->get_RecipientNumber(This,pVal)
#define IFaxTiff_get_RawReceiveTime(This,pVal) (This)->lpVtbl->get_RawReceiveTime(This,pVal)
#define IFaxTiff_get_TiffTagString(This,tagID,pVal) (This)->lpVtbl->get_TiffTagString(This,tagID,pVal)
#else
/*** IUnknown methods ***/
static FORCEINLINE HRESULT IFaxTiff_QueryInterface(IFaxTiff* This,REFIID riid,void **ppvObject) {
    return This->lpVtbl->QueryInterface(This,riid,ppvObject);
}
static FORCEINLINE ULONG IFaxTiff_AddRef(IFaxTiff* This) {
    return This->lpVtbl->AddRef(This);
}
static FORCEINLINE ULONG IFaxTiff_Release(IFaxTiff* This) {
    return This->lpVtbl->Release(This);
}
/*** IDispatch methods ***/
static FORCEINLINE HRESULT IFaxTiff_GetTypeInfoCount(IFaxTiff* This,UINT *pctinfo) {
    return This->lpVtbl->GetTypeInfoCount(This,pctinfo);
}
static FORCEINLINE HRESULT IFaxTiff_GetTypeInfo(IFaxTiff* This,UINT iTInfo,LCID lcid,ITypeInfo **ppTInfo) {
    return This->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo);
}
static FORCEINLINE HRESULT IFaxTiff_GetIDsOfNames(IFaxTiff* This,REFIID riid,LPOLESTR *rgszNames,UINT cNames,LCID lcid,DISPID *rgDispId) {
    return This->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId);
}
static FORCEINLINE HRESULT IFaxTiff_Invoke(IFaxTiff* This,DISPID dispIdMember,REFIID riid,LCID lcid,WORD wFlags,DISPPARAMS *pDispParams,VARIANT *pVarResult,EXCEPINFO *pExcepInfo,UINT *puArgErr) {
    return This->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr);
}
/*** IFaxTiff methods ***/
static FORCEINLINE HRESULT IFaxTiff_get_ReceiveTime(IFaxTiff* This,BSTR *pVal) {
    return This->lpVtbl->get_ReceiveTime(This,pVal);
}
static FORCEINLINE HRESULT IFaxTiff_get_Image(IFaxTiff* This,BSTR *pVal) {
    return This->lpVtbl->get_Image(This,pVal);
}
static FORCEINLINE HRESULT IFaxTiff_put_Image(IFaxTiff* This,BSTR newVal) {
    return This->lpVtbl->put_Image(This,newVal);
}
static FORCEINLINE HRESULT IFaxTiff_get_RecipientName(IFaxTiff* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientName(This,pVal);
}
static FORCEINLINE HRESULT IFaxTiff_get_SenderName(IFaxTiff* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderName(This,pVal);
}
static FORCEINLINE HRESULT IFaxTiff_get_Routing(IFaxTiff* This,BSTR *pVal) {
    return This->lpVtbl->get_Routing(This,pVal);
}
static FORCEINLINE HRESULT IFaxTiff_get_CallerId(IFaxTiff* This,BSTR *pVal) {
    return This->lpVtbl->get_CallerId(This,pVal);
}
static FORCEINLINE HRESULT IFaxTiff_get_Csid(IFaxTiff* This,BSTR *pVal) {
    return This->lpVtbl->get_Csid(This,pVal);
}
static FORCEINLINE HRESULT IFaxTiff_get_Tsid(IFaxTiff* This,BSTR *pVal) {
    return This->lpVtbl->get_Tsid(This,pVal);
}
static FORCEINLINE HRESULT IFaxTiff_get_RecipientNumber(IFaxTiff* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientNumber(This,pVal);
}
static FORCEINLINE HRESULT IFaxTiff_get_RawReceiveTime(IFaxTiff* This,VARIANT *pVal) {
    return This->lpVtbl->get_RawReceiveTime(This,pVal);
}
static FORCEINLINE HRESULT IFaxTiff_get_TiffTagString(IFaxTiff* This,int tagID,BSTR *pVal) {
    return This->lpVtbl->get_TiffTagString(This,tagID,pVal);
}
#endif
#endif

#endif

#endif  /* __IFaxTiff_INTERFACE_DEFINED__ */

/*****************************************************************************
 * IFaxServer interface
 */
#ifndef __IFaxServer_INTERFACE_DEFINED__
#define __IFaxServer_INTERFACE_DEFINED__

DEFINE_GUID(IID_IFaxServer, 0xd73733c7, 0xcc80, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5);
#if defined(__cplusplus) && !defined(CINTERFACE)
MIDL_INTERFACE("d73733c7-cc80-11d0-b225-00c04fb6c2f5")
IFaxServer : public IDispatch
{
    virtual HRESULT STDMETHODCALLTYPE Connect(
        BSTR ServerName) = 0;

    virtual HRESULT STDMETHODCALLTYPE Disconnect(
        ) = 0;

    virtual HRESULT STDMETHODCALLTYPE GetPorts(
        VARIANT *retval) = 0;

    virtual HRESULT STDMETHODCALLTYPE CreateDocument(
        BSTR FileName,
        VARIANT *retval) = 0;

    virtual HRESULT STDMETHODCALLTYPE GetJobs(
        VARIANT *retval) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Retries(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_Retries(
        LONG newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RetryDelay(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RetryDelay(
        LONG newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DirtyDays(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_DirtyDays(
        LONG newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Branding(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_Branding(
        BOOL newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_UseDeviceTsid(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_UseDeviceTsid(
        BOOL newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_ServerCoverpage(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_ServerCoverpage(
        BOOL newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_PauseServerQueue(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_PauseServerQueue(
        BOOL newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_ArchiveOutboundFaxes(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_ArchiveOutboundFaxes(
        BOOL newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_ArchiveDirectory(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_ArchiveDirectory(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_ServerMapiProfile(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_ServerMapiProfile(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DiscountRateStartHour(
        short *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_DiscountRateStartHour(
        short newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DiscountRateStartMinute(
        short *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_DiscountRateStartMinute(
        short newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DiscountRateEndHour(
        short *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_DiscountRateEndHour(
        short newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DiscountRateEndMinute(
        short *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_DiscountRateEndMinute(
        short newVal) = 0;

};
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(IFaxServer, 0xd73733c7, 0xcc80, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5)
#endif
#else
typedef struct IFaxServerVtbl {
    BEGIN_INTERFACE

    /*** IUnknown methods ***/
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IFaxServer *This,
        REFIID riid,
        void **ppvObject);

    ULONG (STDMETHODCALLTYPE *AddRef)(
        IFaxServer *This);

    ULONG (STDMETHODCALLTYPE *Release)(
        IFaxServer *This);

    /*** IDispatch methods ***/
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(
        IFaxServer *This,
        UINT *pctinfo);

    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IFaxServer *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);

    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IFaxServer *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);

    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IFaxServer *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);

    /*** IFaxServer methods ***/
    HRESULT (STDMETHODCALLTYPE *Connect)(
        IFaxServer *This,
        BSTR ServerName);

    HRESULT (STDMETHODCALLTYPE *Disconnect)(
        IFaxServer *This);

    HRESULT (STDMETHODCALLTYPE *GetPorts)(
        IFaxServer *This,
        VARIANT *retval);

    HRESULT (STDMETHODCALLTYPE *CreateDocument)(
        IFaxServer *This,
        BSTR FileName,
        VARIANT *retval);

    HRESULT (STDMETHODCALLTYPE *GetJobs)(
        IFaxServer *This,
        VARIANT *retval);

    HRESULT (STDMETHODCALLTYPE *get_Retries)(
        IFaxServer *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *put_Retries)(
        IFaxServer *This,
        LONG newVal);

    HRESULT (STDMETHODCALLTYPE *get_RetryDelay)(
        IFaxServer *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RetryDelay)(
        IFaxServer *This,
        LONG newVal);

    HRESULT (STDMETHODCALLTYPE *get_DirtyDays)(
        IFaxServer *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *put_DirtyDays)(
        IFaxServer *This,
        LONG newVal);

    HRESULT (STDMETHODCALLTYPE *get_Branding)(
        IFaxServer *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *put_Branding)(
        IFaxServer *This,
        BOOL newVal);

    HRESULT (STDMETHODCALLTYPE *get_UseDeviceTsid)(
        IFaxServer *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *put_UseDeviceTsid)(
        IFaxServer *This,
        BOOL newVal);

    HRESULT (STDMETHODCALLTYPE *get_ServerCoverpage)(
        IFaxServer *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *put_ServerCoverpage)(
        IFaxServer *This,
        BOOL newVal);

    HRESULT (STDMETHODCALLTYPE *get_PauseServerQueue)(
        IFaxServer *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *put_PauseServerQueue)(
        IFaxServer *This,
        BOOL newVal);

    HRESULT (STDMETHODCALLTYPE *get_ArchiveOutboundFaxes)(
        IFaxServer *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *put_ArchiveOutboundFaxes)(
        IFaxServer *This,
        BOOL newVal);

    HRESULT (STDMETHODCALLTYPE *get_ArchiveDirectory)(
        IFaxServer *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_ArchiveDirectory)(
        IFaxServer *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_ServerMapiProfile)(
        IFaxServer *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_ServerMapiProfile)(
        IFaxServer *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_DiscountRateStartHour)(
        IFaxServer *This,
        short *pVal);

    HRESULT (STDMETHODCALLTYPE *put_DiscountRateStartHour)(
        IFaxServer *This,
        short newVal);

    HRESULT (STDMETHODCALLTYPE *get_DiscountRateStartMinute)(
        IFaxServer *This,
        short *pVal);

    HRESULT (STDMETHODCALLTYPE *put_DiscountRateStartMinute)(
        IFaxServer *This,
        short newVal);

    HRESULT (STDMETHODCALLTYPE *get_DiscountRateEndHour)(
        IFaxServer *This,
        short *pVal);

    HRESULT (STDMETHODCALLTYPE *put_DiscountRateEndHour)(
        IFaxServer *This,
        short newVal);

    HRESULT (STDMETHODCALLTYPE *get_DiscountRateEndMinute)(
        IFaxServer *This,
        short *pVal);

    HRESULT (STDMETHODCALLTYPE *put_DiscountRateEndMinute)(
        IFaxServer *This,
        short newVal);

    END_INTERFACE
} IFaxServerVtbl;

struct IFaxServer {
    CONST_VTBL IFaxServerVtbl* lpVtbl;
};

#ifdef COBJMACROS
#ifndef WIDL_C_INLINE_WRAPPERS
/*** IUnknown methods ***/
#define IFaxServer_QueryInterface(This,riid,ppvObject) (This)->lpVtbl->QueryInterface(This,riid,ppvObject)
#define IFaxServer_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IFaxServer_Release(This) (This)->lpVtbl->Release(This)
/*** IDispatch methods ***/
#define IFaxServer_GetTypeInfoCount(This,pctinfo) (This)->lpVtbl->GetTypeInfoCount(This,pctinfo)
#define IFaxServer_GetTypeInfo(This,iTInfo,lcid,ppTInfo) (This)->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo)
#define IFaxServer_GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId) (This)->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId)
#define IFaxServer_Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr) (This)->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr)
/*** IFaxServer methods ***/
#define IFaxServer_Connect(This,ServerName) (This)->lpVtbl->Connect(This,ServerName)
#define IFaxServer_Disconnect(This) (This)->lpVtbl->Disconnect(This)
#define IFaxServer_GetPorts(This,retval) (This)->lpVtbl->GetPorts(This,retval)
#define IFaxServer_CreateDocument(This,FileName,retval) (This)->lpVtbl->CreateDocument(This,FileName,retval)
#define IFaxServer_GetJobs(This,retval) (This)->lpVtbl->GetJobs(This,retval)
#define IFaxServer_get_Retries(This,pVal) (This)->lpVtbl->get_Retries(This,pVal)
#define IFaxServer_put_Retries(This,newVal) (This)->lpVtbl->put_Retries(This,newVal)
#define IFaxServer_get_RetryDelay(This,pVal) (This)->lpVtbl->get_RetryDelay(This,pVal)
#define IFaxServer_put_RetryDelay(This,newVal) (This)->lpVtbl->put_RetryDelay(This,newVal)
#define IFaxServer_get_DirtyDays(This,pVal) (This)->lpVtbl->get_DirtyDays(This,pVal)
#define IFaxServer_put_DirtyDays(This,newVal) (This)->lpVtbl->put_DirtyDays(This,newVal)
#define IFaxServer_get_Branding(This,pVal) (This)->lpVtbl->get_Branding(This,pVal)
#define IFaxServer_put_Branding(This,newVal) (This)->lpVtbl->put_Branding(This,newVal)
#define IFaxServer_get_UseDeviceTsid(This,pVal) (This)->lpVtbl->get_UseDeviceTsid(This,pVal)
#define IFaxServer_put_UseDeviceTsid(This,newVal) (This)->lpVtbl->put_UseDeviceTsid(This,newVal)
#define IFaxServer_get_ServerCoverpage(This,pVal) (This)->lpVtbl->get_ServerCoverpage(This,pVal)
#define IFaxServer_put_ServerCoverpage(This,newVal) (This)->lpVtbl->put_ServerCoverpage(This,newVal)
#define IFaxServer_get_PauseServerQueue(This,pVal) (This)->lpVtbl->get_PauseServerQueue(This,pVal)
#define IFaxServer_put_PauseServerQueue(This,newVal) (This)->lpVtbl->put_PauseServerQueue(This,newVal)
#define IFaxServer_get_ArchiveOutboundFaxes(This,pVal) (This)->lpVtbl->get_ArchiveOutboundFaxes(This,pVal)
#define IFaxServer_put_ArchiveOutboundFaxes(This,newVal) (This)->lpVtbl->put_ArchiveOutboundFaxes(This,newVal)
#define IFaxServer_get_ArchiveDirectory(This,pVal) (This)->lpVtbl->get_ArchiveDirectory(This,pVal)
#define IFaxServer_put_ArchiveDirectory(This,newVal) (This)->lpVtbl->put_ArchiveDirectory(This,newVal)
#define IFaxServer_get_ServerMapiProfile(This,pVal) (This)->lpVtbl->get_ServerMapiProfile(This,pVal)
#define IFaxServer_put_ServerMapiProfile(This,newVal) (This)->lpVtbl->put_ServerMapiProfile(This,newVal)
#define IFaxServer_get_DiscountRateStartHour(This,pVal) (This)->lpVtbl->get_DiscountRateStartHour(This,pVal)
#define IFaxServer_put_DiscountRateStartHour(This,newVal) (This)->lpVtbl->put_DiscountRateStartHour(This,newVal)
#define IFaxServer_get_DiscountRateStartMinute(This,pVal) (This)->lpVtbl->get_DiscountRateStartMinute(This,pVal)
#define IFaxServer_put_DiscountRateStartMinute(This,newVal) (This)->lpVtbl->put_DiscountRateStartMinute(This,newVal)
#define IFaxServer_get_DiscountRateEndHour(This,pVal) (This)->lpVtbl->get_DiscountRateEndHour(This,pVal)
#define IFaxServer_put_DiscountRateEndHour(This,newVal) (This)->lpVtbl->put_DiscountRateEndHour(This,newVal)
#define IFaxServer_get_DiscountRateEndMinute(This,pVal) (This)->lpVtbl->get_DiscountRateEndMinute(This,pVal)
#define IFaxServer_put_DiscountRateEndMinute(This,newVal) (This)->lpVtbl->put_DiscountRateEndMinute(This,newVal)
#else
/*** IUnknown methods ***/
static FORCEINLINE HRESULT IFaxServer_QueryInterface(IFaxServer* This,REFIID riid,void **ppvObject) {
    return This->lpVtbl->QueryInterface(This,riid,ppvObject);
}
static FORCEINLINE ULONG IFaxServer_AddRef(IFaxServer* This) {
    return This->lpVtbl->AddRef(This);
}
static FORCEINLINE ULONG IFaxServer_Release(IFaxServer* This) {
    return This->lpVtbl->Release(This);
}
/*** IDispatch methods ***/
static FORCEINLINE HRESULT IFaxServer_GetTypeInfoCount(IFaxServer* This,UINT *pctinfo) {
    return This->lpVtbl->GetTypeInfoCount(This,pctinfo);
}
static FORCEINLINE HRESULT IFaxServer_GetTypeInfo(IFaxServer* This,UINT iTInfo,LCID lcid,ITypeInfo **ppTInfo) {
    return This->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo);
}
static FORCEINLINE HRESULT IFaxServer_GetIDsOfNames(IFaxServer* This,REFIID riid,LPOLESTR *rgszNames,UINT cNames,LCID lcid,DISPID *rgDispId) {
    return This->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId);
}
static FORCEINLINE HRESULT IFaxServer_Invoke(IFaxServer* This,DISPID dispIdMember,REFIID riid,LCID lcid,WORD wFlags,DISPPARAMS *pDispParams,VARIANT *pVarResult,EXCEPINFO *pExcepInfo,UINT *puArgErr) {
    return This->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr);
}
/*** IFaxServer methods ***/
static FORCEINLINE HRESULT IFaxServer_Connect(IFaxServer* This,BSTR ServerName) {
    return This->lpVtbl->Connect(This,ServerName);
}
static FORCEINLINE HRESULT IFaxServer_Disconnect(IFaxServer* This) {
    return This->lpVtbl->Disconnect(This);
}
static FORCEINLINE HRESULT IFaxServer_GetPorts(IFaxServer* This,VARIANT *retval) {
    return This->lpVtbl->GetPorts(This,retval);
}
static FORCEINLINE HRESULT IFaxServer_CreateDocument(IFaxServer* This,BSTR FileName,VARIANT *retval) {
    return This->lpVtbl->CreateDocument(This,FileName,retval);
}
static FORCEINLINE HRESULT IFaxServer_GetJobs(IFaxServer* This,VARIANT *retval) {
    return This->lpVtbl->GetJobs(This,retval);
}
static FORCEINLINE HRESULT IFaxServer_get_Retries(IFaxServer* This,LONG *pVal) {
    return This->lpVtbl->get_Retries(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_Retries(IFaxServer* This,LONG newVal) {
    return This->lpVtbl->put_Retries(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_RetryDelay(IFaxServer* This,LONG *pVal) {
    return This->lpVtbl->get_RetryDelay(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_RetryDelay(IFaxServer* This,LONG newVal) {
    return This->lpVtbl->put_RetryDelay(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_DirtyDays(IFaxServer* This,LONG *pVal) {
    return This->lpVtbl->get_DirtyDays(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_DirtyDays(IFaxServer* This,LONG newVal) {
    return This->lpVtbl->put_DirtyDays(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_Branding(IFaxServer* This,BOOL *pVal) {
    return This->lpVtbl->get_Branding(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_Branding(IFaxServer* This,BOOL newVal) {
    return This->lpVtbl->put_Branding(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_UseDeviceTsid(IFaxServer* This,BOOL *pVal) {
    return This->lpVtbl->get_UseDeviceTsid(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_UseDeviceTsid(IFaxServer* This,BOOL newVal) {
    return This->lpVtbl->put_UseDeviceTsid(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_ServerCoverpage(IFaxServer* This,BOOL *pVal) {
    return This->lpVtbl->get_ServerCoverpage(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_ServerCoverpage(IFaxServer* This,BOOL newVal) {
    return This->lpVtbl->put_ServerCoverpage(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_PauseServerQueue(IFaxServer* This,BOOL *pVal) {
    return This->lpVtbl->get_PauseServerQueue(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_PauseServerQueue(IFaxServer* This,BOOL newVal) {
    return This->lpVtbl->put_PauseServerQueue(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_ArchiveOutboundFaxes(IFaxServer* This,BOOL *pVal) {
    return This->lpVtbl->get_ArchiveOutboundFaxes(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_ArchiveOutboundFaxes(IFaxServer* This,BOOL newVal) {
    return This->lpVtbl->put_ArchiveOutboundFaxes(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_ArchiveDirectory(IFaxServer* This,BSTR *pVal) {
    return This->lpVtbl->get_ArchiveDirectory(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_ArchiveDirectory(IFaxServer* This,BSTR newVal) {
    return This->lpVtbl->put_ArchiveDirectory(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_ServerMapiProfile(IFaxServer* This,BSTR *pVal) {
    return This->lpVtbl->get_ServerMapiProfile(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_ServerMapiProfile(IFaxServer* This,BSTR newVal) {
    return This->lpVtbl->put_ServerMapiProfile(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_DiscountRateStartHour(IFaxServer* This,short *pVal) {
    return This->lpVtbl->get_DiscountRateStartHour(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_DiscountRateStartHour(IFaxServer* This,short newVal) {
    return This->lpVtbl->put_DiscountRateStartHour(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_DiscountRateStartMinute(IFaxServer* This,short *pVal) {
    return This->lpVtbl->get_DiscountRateStartMinute(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_DiscountRateStartMinute(IFaxServer* This,short newVal) {
    return This->lpVtbl->put_DiscountRateStartMinute(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_DiscountRateEndHour(IFaxServer* This,short *pVal) {
    return This->lpVtbl->get_DiscountRateEndHour(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_DiscountRateEndHour(IFaxServer* This,short newVal) {
    return This->lpVtbl->put_DiscountRateEndHour(This,newVal);
}
static FORCEINLINE HRESULT IFaxServer_get_DiscountRateEndMinute(IFaxServer* This,short *pVal) {
    return This->lpVtbl->get_DiscountRateEndMinute(This,pVal);
}
static FORCEINLINE HRESULT IFaxServer_put_DiscountRateEndMinute(IFaxServer* This,short newVal) {
    return This->lpVtbl->put_DiscountRateEndMinute(This,newVal);
}
#endif
#endif

#endif

#endif  /* __IFaxServer_INTERFACE_DEFINED__ */

/*****************************************************************************
 * IFaxPort interface
 */
#ifndef __IFaxPort_INTERFACE_DEFINED__
#define __IFaxPort_INTERFACE_DEFINED__

DEFINE_GUID(IID_IFaxPort, 0xd73733cc, 0xcc80, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5);
#if defined(__cplusplus) && !defined(CINTERFACE)
MIDL_INTERFACE("d73733cc-cc80-11d0-b225-00c04fb6c2f5")
IFaxPort : public IDispatch
{
    virtual HRESULT STDMETHODCALLTYPE get_Name(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DeviceId(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Rings(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_Rings(
        LONG newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Csid(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_Csid(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Tsid(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_Tsid(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Send(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_Send(
        BOOL newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Receive(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_Receive(
        BOOL newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Priority(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_Priority(
        LONG newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE GetRoutingMethods(
        VARIANT *retval) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_CanModify(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE GetStatus(
        VARIANT *retval) = 0;

};
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(IFaxPort, 0xd73733cc, 0xcc80, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5)
#endif
#else
typedef struct IFaxPortVtbl {
    BEGIN_INTERFACE

    /*** IUnknown methods ***/
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IFaxPort *This,
        REFIID riid,
        void **ppvObject);

    ULONG (STDMETHODCALLTYPE *AddRef)(
        IFaxPort *This);

    ULONG (STDMETHODCALLTYPE *Release)(
        IFaxPort *This);

    /*** IDispatch methods ***/
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(
        IFaxPort *This,
        UINT *pctinfo);

    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IFaxPort *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);

    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IFaxPort *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);

    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IFaxPort *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);

    /*** IFaxPort methods ***/
    HRESULT (STDMETHODCALLTYPE *get_Name)(
        IFaxPort *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_DeviceId)(
        IFaxPort *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Rings)(
        IFaxPort *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *put_Rings)(
        IFaxPort *This,
        LONG newVal);

    HRESULT (STDMETHODCALLTYPE *get_Csid)(
        IFaxPort *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_Csid)(
        IFaxPort *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_Tsid)(
        IFaxPort *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_Tsid)(
        IFaxPort *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_Send)(
        IFaxPort *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *put_Send)(
        IFaxPort *This,
        BOOL newVal);

    HRESULT (STDMETHODCALLTYPE *get_Receive)(
        IFaxPort *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *put_Receive)(
        IFaxPort *This,
        BOOL newVal);

    HRESULT (STDMETHODCALLTYPE *get_Priority)(
        IFaxPort *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *put_Priority)(
        IFaxPort *This,
        LONG newVal);

    HRESULT (STDMETHODCALLTYPE *GetRoutingMethods)(
        IFaxPort *This,
        VARIANT *retval);

    HRESULT (STDMETHODCALLTYPE *get_CanModify)(
        IFaxPort *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *GetStatus)(
        IFaxPort *This,
        VARIANT *retval);

    END_INTERFACE
} IFaxPortVtbl;

struct IFaxPort {
    CONST_VTBL IFaxPortVtbl* lpVtbl;
};

#ifdef COBJMACROS
#ifndef WIDL_C_INLINE_WRAPPERS
/*** IUnknown methods ***/
#define IFaxPort_QueryInterface(This,riid,ppvObject) (This)->lpVtbl->QueryInterface(This,riid,ppvObject)
#define IFaxPort_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IFaxPort_Release(This) (This)->lpVtbl->Release(This)
/*** IDispatch methods ***/
#define IFaxPort_GetTypeInfoCount(This,pctinfo) (This)->lpVtbl->GetTypeInfoCount(This,pctinfo)
#define IFaxPort_GetTypeInfo(This,iTInfo,lcid,ppTInfo) (This)->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo)
#define IFaxPort_GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId) (This)->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId)
#define IFaxPort_Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr) (This)->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr)
/*** IFaxPort methods ***/
#define IFaxPort_get_Name(This,pVal) (This)->lpVtbl->get_Name(This,pVal)
#define IFaxPort_get_DeviceId(This,pVal) (This)->lpVtbl->get_DeviceId(This,pVal)
#define IFaxPort_get_Rings(This,pVal) (This)->lpVtbl->get_Rings(This,pVal)
#define IFaxPort_put_Rings(This,newVal) (This)->lpVtbl->put_Rings(This,newVal)
#define IFaxPort_get_Csid(This,pVal) (This)->lpVtbl->get_Csid(This,pVal)
#define IFaxPort_put_Csid(This,newVal) (This)->lpVtbl->put_Csid(This,newVal)
#define IFaxPort_get_Tsid(This,pVal) (This)->lpVtbl->get_Tsid(This,pVal)
#define IFaxPort_put_Tsid(This,newVal) (This)->lpVtbl->put_Tsid(This,newVal)
#define IFaxPort_get_Send(This,pVal) (This)->lpVtbl->get_Send(This,pVal)
#define IFaxPort_put_Send(This,newVal) (This)->lpVtbl->put_Send(This,newVal)
#define IFaxPort_get_Receive(This,pVal) (This)->lpVtbl->get_Receive(This,pVal)
#define IFaxPort_put_Receive(This,newVal) (This)->lpVtbl->put_Receive(This,newVal)
#define IFaxPort_get_Priority(This,pVal) (This)->lpVtbl->get_Priority(This,pVal)
#define IFaxPort_put_Priority(This,newVal) (This)->lpVtbl->put_Priority(This,newVal)
#define IFaxPort_GetRoutingMethods(This,retval) (This)->lpVtbl->GetRoutingMethods(This,retval)
#define IFaxPort_get_CanModify(This,pVal) (This)->lpVtbl->get_CanModify(This,pVal)
#define IFaxPort_GetStatus(This,retval) (This)->lpVtbl->GetStatus(This,retval)
#else
/*** IUnknown methods ***/
static FORCEINLINE HRESULT IFaxPort_QueryInterface(IFaxPort* This,REFIID riid,void **ppvObject) {
    return This->lpVtbl->QueryInterface(This,riid,ppvObject);
}
static FORCEINLINE ULONG IFaxPort_AddRef(IFaxPort* This) {
    return This->lpVtbl->AddRef(This);
}
static FORCEINLINE ULONG IFaxPort_Release(IFaxPort* This) {
    return This->lpVtbl->Release(This);
}
/*** IDispatch methods ***/
static FORCEINLINE HRESULT IFaxPort_GetTypeInfoCount(IFaxPort* This,UINT *pctinfo) {
    return This->lpVtbl->GetTypeInfoCount(This,pctinfo);
}
static FORCEINLINE HRESULT IFaxPort_GetTypeInfo(IFaxPort* This,UINT iTInfo,LCID lcid,ITypeInfo **ppTInfo) {
    return This->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo);
}
static FORCEINLINE HRESULT IFaxPort_GetIDsOfNames(IFaxPort* This,REFIID riid,LPOLESTR *rgszNames,UINT cNames,LCID lcid,DISPID *rgDispId) {
    return This->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId);
}
static FORCEINLINE HRESULT IFaxPort_Invoke(IFaxPort* This,DISPID dispIdMember,REFIID riid,LCID lcid,WORD wFlags,DISPPARAMS *pDispParams,VARIANT *pVarResult,EXCEPINFO *pExcepInfo,UINT *puArgErr) {
    return This->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr);
}
/*** IFaxPort methods ***/
static FORCEINLINE HRESULT IFaxPort_get_Name(IFaxPort* This,BSTR *pVal) {
    return This->lpVtbl->get_Name(This,pVal);
}
static FORCEINLINE HRESULT IFaxPort_get_DeviceId(IFaxPort* This,LONG *pVal) {
    return This->lpVtbl->get_DeviceId(This,pVal);
}
static FORCEINLINE HRESULT IFaxPort_get_Rings(IFaxPort* This,LONG *pVal) {
    return This->lpVtbl->get_Rings(This,pVal);
}
static FORCEINLINE HRESULT IFaxPort_put_Rings(IFaxPort* This,LONG newVal) {
    return This->lpVtbl->put_Rings(This,newVal);
}
static FORCEINLINE HRESULT IFaxPort_get_Csid(IFaxPort* This,BSTR *pVal) {
    return This->lpVtbl->get_Csid(This,pVal);
}
static FORCEINLINE HRESULT IFaxPort_put_Csid(IFaxPort* This,BSTR newVal) {
    return This->lpVtbl->put_Csid(This,newVal);
}
static FORCEINLINE HRESULT IFaxPort_get_Tsid(IFaxPort* This,BSTR *pVal) {
    return This->lpVtbl->get_Tsid(This,pVal);
}
static FORCEINLINE HRESULT IFaxPort_put_Tsid(IFaxPort* This,BSTR newVal) {
    return This->lpVtbl->put_Tsid(This,newVal);
}
static FORCEINLINE HRESULT IFaxPort_get_Send(IFaxPort* This,BOOL *pVal) {
    return This->lpVtbl->get_Send(This,pVal);
}
static FORCEINLINE HRESULT IFaxPort_put_Send(IFaxPort* This,BOOL newVal) {
    return This->lpVtbl->put_Send(This,newVal);
}
static FORCEINLINE HRESULT IFaxPort_get_Receive(IFaxPort* This,BOOL *pVal) {
    return This->lpVtbl->get_Receive(This,pVal);
}
static FORCEINLINE HRESULT IFaxPort_put_Receive(IFaxPort* This,BOOL newVal) {
    return This->lpVtbl->put_Receive(This,newVal);
}
static FORCEINLINE HRESULT IFaxPort_get_Priority(IFaxPort* This,LONG *pVal) {
    return This->lpVtbl->get_Priority(This,pVal);
}
static FORCEINLINE HRESULT IFaxPort_put_Priority(IFaxPort* This,LONG newVal) {
    return This->lpVtbl->put_Priority(This,newVal);
}
static FORCEINLINE HRESULT IFaxPort_GetRoutingMethods(IFaxPort* This,VARIANT *retval) {
    return This->lpVtbl->GetRoutingMethods(This,retval);
}
static FORCEINLINE HRESULT IFaxPort_get_CanModify(IFaxPort* This,BOOL *pVal) {
    return This->lpVtbl->get_CanModify(This,pVal);
}
static FORCEINLINE HRESULT IFaxPort_GetStatus(IFaxPort* This,VARIANT *retval) {
    return This->lpVtbl->GetStatus(This,retval);
}
#endif
#endif

#endif

#endif  /* __IFaxPort_INTERFACE_DEFINED__ */

/*****************************************************************************
 * IFaxPorts interface
 */
#ifndef __IFaxPorts_INTERFACE_DEFINED__
#define __IFaxPorts_INTERFACE_DEFINED__

DEFINE_GUID(IID_IFaxPorts, 0xd73733d5, 0xcc80, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5);
#if defined(__cplusplus) && !defined(CINTERFACE)
MIDL_INTERFACE("d73733d5-cc80-11d0-b225-00c04fb6c2f5")
IFaxPorts : public IDispatch
{
    virtual HRESULT STDMETHODCALLTYPE get_Count(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Item(
        LONG Index,
        VARIANT *pVal) = 0;

};
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(IFaxPorts, 0xd73733d5, 0xcc80, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5)
#endif
#else
typedef struct IFaxPortsVtbl {
    BEGIN_INTERFACE

    /*** IUnknown methods ***/
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IFaxPorts *This,
        REFIID riid,
        void **ppvObject);

    ULONG (STDMETHODCALLTYPE *AddRef)(
        IFaxPorts *This);

    ULONG (STDMETHODCALLTYPE *Release)(
        IFaxPorts *This);

    /*** IDispatch methods ***/
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(
        IFaxPorts *This,
        UINT *pctinfo);

    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IFaxPorts *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);

    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IFaxPorts *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);

    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IFaxPorts *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);

    /*** IFaxPorts methods ***/
    HRESULT (STDMETHODCALLTYPE *get_Count)(
        IFaxPorts *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Item)(
        IFaxPorts *This,
        LONG Index,
        VARIANT *pVal);

    END_INTERFACE
} IFaxPortsVtbl;

struct IFaxPorts {
    CONST_VTBL IFaxPortsVtbl* lpVtbl;
};

#ifdef COBJMACROS
#ifndef WIDL_C_INLINE_WRAPPERS
/*** IUnknown methods ***/
#define IFaxPorts_QueryInterface(This,riid,ppvObject) (This)->lpVtbl->QueryInterface(This,riid,ppvObject)
#define IFaxPorts_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IFaxPorts_Release(This) (This)->lpVtbl->Release(This)
/*** IDispatch methods ***/
#define IFaxPorts_GetTypeInfoCount(This,pctinfo) (This)->lpVtbl->GetTypeInfoCount(This,pctinfo)
#define IFaxPorts_GetTypeInfo(This,iTInfo,lcid,ppTInfo) (This)->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo)
#define IFaxPorts_GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId) (This)->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId)
#define IFaxPorts_Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr) (This)->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr)
/*** IFaxPorts methods ***/
#define IFaxPorts_get_Count(This,pVal) (This)->lpVtbl->get_Count(This,pVal)
#define IFaxPorts_get_Item(This,Index,pVal) (This)->lpVtbl->get_Item(This,Index,pVal)
#else
/*** IUnknown methods ***/
static FORCEINLINE HRESULT IFaxPorts_QueryInterface(IFaxPorts* This,REFIID riid,void **ppvObject) {
    return This->lpVtbl->QueryInterface(This,riid,ppvObject);
}
static FORCEINLINE ULONG IFaxPorts_AddRef(IFaxPorts* This) {
    return This->lpVtbl->AddRef(This);
}
static FORCEINLINE ULONG IFaxPorts_Release(IFaxPorts* This) {
    return This->lpVtbl->Release(This);
}
/*** IDispatch methods ***/
static FORCEINLINE HRESULT IFaxPorts_GetTypeInfoCount(IFaxPorts* This,UINT *pctinfo) {
    return This->lpVtbl->GetTypeInfoCount(This,pctinfo);
}
static FORCEINLINE HRESULT IFaxPorts_GetTypeInfo(IFaxPorts* This,UINT iTInfo,LCID lcid,ITypeInfo **ppTInfo) {
    return This->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo);
}
static FORCEINLINE HRESULT IFaxPorts_GetIDsOfNames(IFaxPorts* This,REFIID riid,LPOLESTR *rgszNames,UINT cNames,LCID lcid,DISPID *rgDispId) {
    return This->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId);
}
static FORCEINLINE HRESULT IFaxPorts_Invoke(IFaxPorts* This,DISPID dispIdMember,REFIID riid,LCID lcid,WORD wFlags,DISPPARAMS *pDispParams,VARIANT *pVarResult,EXCEPINFO *pExcepInfo,UINT *puArgErr) {
    return This->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr);
}
/*** IFaxPorts methods ***/
static FORCEINLINE HRESULT IFaxPorts_get_Count(IFaxPorts* This,LONG *pVal) {
    return This->lpVtbl->get_Count(This,pVal);
}
static FORCEINLINE HRESULT IFaxPorts_get_Item(IFaxPorts* This,LONG Index,VARIANT *pVal) {
    return This->lpVtbl->get_Item(This,Index,pVal);
}
#endif
#endif

#endif

#endif  /* __IFaxPorts_INTERFACE_DEFINED__ */

/*****************************************************************************
 * IFaxRoutingMethod interface
 */
#ifndef __IFaxRoutingMethod_INTERFACE_DEFINED__
#define __IFaxRoutingMethod_INTERFACE_DEFINED__

DEFINE_GUID(IID_IFaxRoutingMethod, 0x2199f5f3, 0xcefc, 0x11d0, 0xa3,0x41, 0x00,0x00,0xf8,0x00,0xe6,0x8d);
#if defined(__cplusplus) && !defined(CINTERFACE)
MIDL_INTERFACE("2199f5f3-cefc-11d0-a341-0000f800e68d")
IFaxRoutingMethod : public IDispatch
{
    virtual HRESULT STDMETHODCALLTYPE get_DeviceId(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Enable(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_Enable(
        BOOL newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DeviceName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Guid(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_FunctionName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_ImageName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_FriendlyName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_ExtensionName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RoutingData(
        BSTR *pVal) = 0;

};
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(IFaxRoutingMethod, 0x2199f5f3, 0xcefc, 0x11d0, 0xa3,0x41, 0x00,0x00,0xf8,0x00,0xe6,0x8d)
#endif
#else
typedef struct IFaxRoutingMethodVtbl {
    BEGIN_INTERFACE

    /*** IUnknown methods ***/
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IFaxRoutingMethod *This,
        REFIID riid,
        void **ppvObject);

    ULONG (STDMETHODCALLTYPE *AddRef)(
        IFaxRoutingMethod *This);

    ULONG (STDMETHODCALLTYPE *Release)(
        IFaxRoutingMethod *This);

    /*** IDispatch methods ***/
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(
        IFaxRoutingMethod *This,
        UINT *pctinfo);

    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IFaxRoutingMethod *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);

    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IFaxRoutingMethod *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);

    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IFaxRoutingMethod *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);

    /*** IFaxRoutingMethod methods ***/
    HRESULT (STDMETHODCALLTYPE *get_DeviceId)(
        IFaxRoutingMethod *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Enable)(
        IFaxRoutingMethod *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *put_Enable)(
        IFaxRoutingMethod *This,
        BOOL newVal);

    HRESULT (STDMETHODCALLTYPE *get_DeviceName)(
        IFaxRoutingMethod *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Guid)(
        IFaxRoutingMethod *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_FunctionName)(
        IFaxRoutingMethod *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_ImageName)(
        IFaxRoutingMethod *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_FriendlyName)(
        IFaxRoutingMethod *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_ExtensionName)(
        IFaxRoutingMethod *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_RoutingData)(
        IFaxRoutingMethod *This,
        BSTR *pVal);

    END_INTERFACE
} IFaxRoutingMethodVtbl;

struct IFaxRoutingMethod {
    CONST_VTBL IFaxRoutingMethodVtbl* lpVtbl;
};

#ifdef COBJMACROS
#ifndef WIDL_C_INLINE_WRAPPERS
/*** IUnknown methods ***/
#define IFaxRoutingMethod_QueryInterface(This,riid,ppvObject) (This)->lpVtbl->QueryInterface(This,riid,ppvObject)
#define IFaxRoutingMethod_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IFaxRoutingMethod_Release(This) (This)->lpVtbl->Release(This)
/*** IDispatch methods ***/
#define IFaxRoutingMethod_GetTypeInfoCount(This,pctinfo) (This)->lpVtbl->GetTypeInfoCount(This,pctinfo)
#define IFaxRoutingMethod_GetTypeInfo(This,iTInfo,lcid,ppTInfo) (This)->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo)
#define IFaxRoutingMethod_GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId) (This)->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId)
#define IFaxRoutingMethod_Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr) (This)->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr)
/*** IFaxRoutingMethod methods ***/
#define IFaxRoutingMethod_get_DeviceId(This,pVal) (This)->lpVtbl->get_DeviceId(This,pVal)
#define IFaxRoutingMethod_get_Enable(This,pVal) (This)->lpVtbl->get_Enable(This,pVal)
#define IFaxRoutingMethod_put_Enable(This,newVal) (This)->lpVtbl->put_Enable(This,newVal)
#define IFaxRoutingMethod_get_DeviceName(This,pVal) (This)->lpVtbl->get_DeviceName(This,pVal)
#define IFaxRoutingMethod_get_Guid(This,pVal) (This)->lpVtbl->get_Guid(This,pVal)
#define IFaxRoutingMethod_get_FunctionName(This,pVal) (This)->lpVtbl->get_FunctionName(This,pVal)
#define IFaxRoutingMethod_get_ImageName(This,pVal) (This)->lpVtbl->get_ImageName(This,pVal)
#define IFaxRoutingMethod_get_FriendlyName(This,pVal) (This)->lpVtbl->get_FriendlyName(This,pVal)
#define IFaxRoutingMethod_get_ExtensionName(This,pVal) (This)->lpVtbl->get_ExtensionName(This,pVal)
#define IFaxRoutingMethod_get_RoutingData(This,pVal) (This)->lpVtbl->get_RoutingData(This,pVal)
#else
/*** IUnknown methods ***/
static FORCEINLINE HRESULT IFaxRoutingMethod_QueryInterface(IFaxRoutingMethod* This,REFIID riid,void **ppvObject) {
    return This->lpVtbl->QueryInterface(This,riid,ppvObject);
}
static FORCEINLINE ULONG IFaxRoutingMethod_AddRef(IFaxRoutingMethod* This) {
    return This->lpVtbl->AddRef(This);
}
static FORCEINLINE ULONG IFaxRoutingMethod_Release(IFaxRoutingMethod* This) {
    return This->lpVtbl->Release(This);
}
/*** IDispatch methods ***/
static FORCEINLINE HRESULT IFaxRoutingMethod_GetTypeInfoCount(IFaxRoutingMethod* This,UINT *pctinfo) {
    return This->lpVtbl->GetTypeInfoCount(This,pctinfo);
}
static FORCEINLINE HRESULT IFaxRoutingMethod_GetTypeInfo(IFaxRoutingMethod* This,UINT iTInfo,LCID lcid,ITypeInfo **ppTInfo) {
    return This->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo);
}
static FORCEINLINE HRESULT IFaxRoutingMethod_GetIDsOfNames(IFaxRoutingMethod* This,REFIID riid,LPOLESTR *rgszNames,UINT cNames,LCID lcid,DISPID *rgDispId) {
    return This->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId);
}
static FORCEINLINE HRESULT IFaxRoutingMethod_Invoke(IFaxRoutingMethod* This,DISPID dispIdMember,REFIID riid,LCID lcid,WORD wFlags,DISPPARAMS *pDispParams,VARIANT *pVarResult,EXCEPINFO *pExcepInfo,UINT *puArgErr) {
    return This->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr);
}
/*** IFaxRoutingMethod methods ***/
static FORCEINLINE HRESULT IFaxRoutingMethod_get_DeviceId(IFaxRoutingMethod* This,LONG *pVal) {
    return This->lpVtbl->get_DeviceId(This,pVal);
}
static FORCEINLINE HRESULT IFaxRoutingMethod_get_Enable(IFaxRoutingMethod* This,BOOL *pVal) {
    return This->lpVtbl->get_Enable(This,pVal);
}
static FORCEINLINE HRESULT IFaxRoutingMethod_put_Enable(IFaxRoutingMethod* This,BOOL newVal) {
    return This->lpVtbl->put_Enable(This,newVal);
}
static FORCEINLINE HRESULT IFaxRoutingMethod_get_DeviceName(IFaxRoutingMethod* This,BSTR *pVal) {
    return This->lpVtbl->get_DeviceName(This,pVal);
}
static FORCEINLINE HRESULT IFaxRoutingMethod_get_Guid(IFaxRoutingMethod* This,BSTR *pVal) {
    return This->lpVtbl->get_Guid(This,pVal);
}
static FORCEINLINE HRESULT IFaxRoutingMethod_get_FunctionName(IFaxRoutingMethod* This,BSTR *pVal) {
    return This->lpVtbl->get_FunctionName(This,pVal);
}
static FORCEINLINE HRESULT IFaxRoutingMethod_get_ImageName(IFaxRoutingMethod* This,BSTR *pVal) {
    return This->lpVtbl->get_ImageName(This,pVal);
}
static FORCEINLINE HRESULT IFaxRoutingMethod_get_FriendlyName(IFaxRoutingMethod* This,BSTR *pVal) {
    return This->lpVtbl->get_FriendlyName(This,pVal);
}
static FORCEINLINE HRESULT IFaxRoutingMethod_get_ExtensionName(IFaxRoutingMethod* This,BSTR *pVal) {
    return This->lpVtbl->get_ExtensionName(This,pVal);
}
static FORCEINLINE HRESULT IFaxRoutingMethod_get_RoutingData(IFaxRoutingMethod* This,BSTR *pVal) {
    return This->lpVtbl->get_RoutingData(This,pVal);
}
#endif
#endif

#endif

#endif  /* __IFaxRoutingMethod_INTERFACE_DEFINED__ */

/*****************************************************************************
 * IFaxRoutingMethods interface
 */
#ifndef __IFaxRoutingMethods_INTERFACE_DEFINED__
#define __IFaxRoutingMethods_INTERFACE_DEFINED__

DEFINE_GUID(IID_IFaxRoutingMethods, 0x2199f5f5, 0xcefc, 0x11d0, 0xa3,0x41, 0x00,0x00,0xf8,0x00,0xe6,0x8d);
#if defined(__cplusplus) && !defined(CINTERFACE)
MIDL_INTERFACE("2199f5f5-cefc-11d0-a341-0000f800e68d")
IFaxRoutingMethods : public IDispatch
{
    virtual HRESULT STDMETHODCALLTYPE get_Count(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Item(
        LONG Index,
        VARIANT *pVal) = 0;

};
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(IFaxRoutingMethods, 0x2199f5f5, 0xcefc, 0x11d0, 0xa3,0x41, 0x00,0x00,0xf8,0x00,0xe6,0x8d)
#endif
#else
typedef struct IFaxRoutingMethodsVtbl {
    BEGIN_INTERFACE

    /*** IUnknown methods ***/
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IFaxRoutingMethods *This,
        REFIID riid,
        void **ppvObject);

    ULONG (STDMETHODCALLTYPE *AddRef)(
        IFaxRoutingMethods *This);

    ULONG (STDMETHODCALLTYPE *Release)(
        IFaxRoutingMethods *This);

    /*** IDispatch methods ***/
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(
        IFaxRoutingMethods *This,
        UINT *pctinfo);

    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IFaxRoutingMethods *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);

    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IFaxRoutingMethods *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);

    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IFaxRoutingMethods *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);

    /*** IFaxRoutingMethods methods ***/
    HRESULT (STDMETHODCALLTYPE *get_Count)(
        IFaxRoutingMethods *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Item)(
        IFaxRoutingMethods *This,
        LONG Index,
        VARIANT *pVal);

    END_INTERFACE
} IFaxRoutingMethodsVtbl;

struct IFaxRoutingMethods {
    CONST_VTBL IFaxRoutingMethodsVtbl* lpVtbl;
};

#ifdef COBJMACROS
#ifndef WIDL_C_INLINE_WRAPPERS
/*** IUnknown methods ***/
#define IFaxRoutingMethods_QueryInterface(This,riid,ppvObject) (This)->lpVtbl->QueryInterface(This,riid,ppvObject)
#define IFaxRoutingMethods_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IFaxRoutingMethods_Release(This) (This)->lpVtbl->Release(This)
/*** IDispatch methods ***/
#define IFaxRoutingMethods_GetTypeInfoCount(This,pctinfo) (This)->lpVtbl->GetTypeInfoCount(This,pctinfo)
#define IFaxRoutingMethods_GetTypeInfo(This,iTInfo,lcid,ppTInfo) (This)->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo)
#define IFaxRoutingMethods_GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId) (This)->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId)
#define IFaxRoutingMethods_Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr) (This)->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr)
/*** IFaxRoutingMethods methods ***/
#define IFaxRoutingMethods_get_Count(This,pVal) (This)->lpVtbl->get_Count(This,pVal)
#define IFaxRoutingMethods_get_Item(This,Index,pVal) (This)->lpVtbl->get_Item(This,Index,pVal)
#else
/*** IUnknown methods ***/
static FORCEINLINE HRESULT IFaxRoutingMethods_QueryInterface(IFaxRoutingMethods* This,REFIID riid,void **ppvObject) {
    return This->lpVtbl->QueryInterface(This,riid,ppvObject);
}
static FORCEINLINE ULONG IFaxRoutingMethods_AddRef(IFaxRoutingMethods* This) {
    return This->lpVtbl->AddRef(This);
}
static FORCEINLINE ULONG IFaxRoutingMethods_Release(IFaxRoutingMethods* This) {
    return This->lpVtbl->Release(This);
}
/*** IDispatch methods ***/
static FORCEINLINE HRESULT IFaxRoutingMethods_GetTypeInfoCount(IFaxRoutingMethods* This,UINT *pctinfo) {
    return This->lpVtbl->GetTypeInfoCount(This,pctinfo);
}
static FORCEINLINE HRESULT IFaxRoutingMethods_GetTypeInfo(IFaxRoutingMethods* This,UINT iTInfo,LCID lcid,ITypeInfo **ppTInfo) {
    return This->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo);
}
static FORCEINLINE HRESULT IFaxRoutingMethods_GetIDsOfNames(IFaxRoutingMethods* This,REFIID riid,LPOLESTR *rgszNames,UINT cNames,LCID lcid,DISPID *rgDispId) {
    return This->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId);
}
static FORCEINLINE HRESULT IFaxRoutingMethods_Invoke(IFaxRoutingMethods* This,DISPID dispIdMember,REFIID riid,LCID lcid,WORD wFlags,DISPPARAMS *pDispParams,VARIANT *pVarResult,EXCEPINFO *pExcepInfo,UINT *puArgErr) {
    return This->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr);
}
/*** IFaxRoutingMethods methods ***/
static FORCEINLINE HRESULT IFaxRoutingMethods_get_Count(IFaxRoutingMethods* This,LONG *pVal) {
    return This->lpVtbl->get_Count(This,pVal);
}
static FORCEINLINE HRESULT IFaxRoutingMethods_get_Item(IFaxRoutingMethods* This,LONG Index,VARIANT *pVal) {
    return This->lpVtbl->get_Item(This,Index,pVal);
}
#endif
#endif

#endif

#endif  /* __IFaxRoutingMethods_INTERFACE_DEFINED__ */

/*****************************************************************************
 * IFaxStatus interface
 */
#ifndef __IFaxStatus_INTERFACE_DEFINED__
#define __IFaxStatus_INTERFACE_DEFINED__

DEFINE_GUID(IID_IFaxStatus, 0x8b97e605, 0xd054, 0x11d0, 0xb2,0x26, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5);
#if defined(__cplusplus) && !defined(CINTERFACE)
MIDL_INTERFACE("8b97e605-d054-11d0-b226-00c04fb6c2f5")
IFaxStatus : public IDispatch
{
    virtual HRESULT STDMETHODCALLTYPE get_CallerId(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Csid(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_CurrentPage(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DeviceId(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DeviceName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DocumentName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Send(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Receive(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Address(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RoutingString(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DocumentSize(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Description(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_PageCount(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Tsid(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_StartTime(
        DATE *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SubmittedTime(
        DATE *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_ElapsedTime(
        DATE *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE Refresh(
        ) = 0;

};
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(IFaxStatus, 0x8b97e605, 0xd054, 0x11d0, 0xb2,0x26, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5)
#endif
#else
typedef struct IFaxStatusVtbl {
    BEGIN_INTERFACE

    /*** IUnknown methods ***/
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IFaxStatus *This,
        REFIID riid,
        void **ppvObject);

    ULONG (STDMETHODCALLTYPE *AddRef)(
        IFaxStatus *This);

    ULONG (STDMETHODCALLTYPE *Release)(
        IFaxStatus *This);

    /*** IDispatch methods ***/
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(
        IFaxStatus *This,
        UINT *pctinfo);

    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IFaxStatus *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);

    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IFaxStatus *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);

    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IFaxStatus *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);

    /*** IFaxStatus methods ***/
    HRESULT (STDMETHODCALLTYPE *get_CallerId)(
        IFaxStatus *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Csid)(
        IFaxStatus *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_CurrentPage)(
        IFaxStatus *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_DeviceId)(
        IFaxStatus *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_DeviceName)(
        IFaxStatus *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_DocumentName)(
        IFaxStatus *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Send)(
        IFaxStatus *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Receive)(
        IFaxStatus *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Address)(
        IFaxStatus *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_RoutingString)(
        IFaxStatus *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderName)(
        IFaxStatus *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientName)(
        IFaxStatus *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_DocumentSize)(
        IFaxStatus *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Description)(
        IFaxStatus *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_PageCount)(
        IFaxStatus *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Tsid)(
        IFaxStatus *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_StartTime)(
        IFaxStatus *This,
        DATE *pVal);

    HRESULT (STDMETHODCALLTYPE *get_SubmittedTime)(
        IFaxStatus *This,
        DATE *pVal);

    HRESULT (STDMETHODCALLTYPE *get_ElapsedTime)(
        IFaxStatus *This,
        DATE *pVal);

    HRESULT (STDMETHODCALLTYPE *Refresh)(
        IFaxStatus *This);

    END_INTERFACE
} IFaxStatusVtbl;

struct IFaxStatus {
    CONST_VTBL IFaxStatusVtbl* lpVtbl;
};

#ifdef COBJMACROS
#ifndef WIDL_C_INLINE_WRAPPERS
/*** IUnknown methods ***/
#define IFaxStatus_QueryInterface(This,riid,ppvObject) (This)->lpVtbl->QueryInterface(This,riid,ppvObject)
#define IFaxStatus_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IFaxStatus_Release(This) (This)->lpVtbl->Release(This)
/*** IDispatch methods ***/
#define IFaxStatus_GetTypeInfoCount(This,pctinfo) (This)->lpVtbl->GetTypeInfoCount(This,pctinfo)
#define IFaxStatus_GetTypeInfo(This,iTInfo,lcid,ppTInfo) (This)->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo)
#define IFaxStatus_GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId) (This)->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId)
#define IFaxStatus_Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr) (This)->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr)
/*** IFaxStatus methods ***/
#define IFaxStatus_get_CallerId(This,pVal) (This)->lpVtbl->get_CallerId(This,pVal)
#define IFaxStatus_get_Csid(This,pVal) (This)->lpVtbl->get_Csid(This,pVal)
#define IFaxStatus_get_CurrentPage(This,pVal) (This)->lpVtbl->get_CurrentPage(This,pVal)
#define IFaxStatus_get_DeviceId(This,pVal) (This)->lpVtbl->get_DeviceId(This,pVal)
#define IFaxStatus_get_DeviceName(This,pVal) (This)->lpVtbl->get_DeviceName(This,pVal)
#define IFaxStatus_get_DocumentName(This,pVal) (This)->lpVtbl->get_DocumentName(This,pVal)
#define IFaxStatus_get_Send(This,pVal) (This)->lpVtbl->get_Send(This,pVal)
#define IFaxStatus_get_Receive(This,pVal) (This)->lpVtbl->get_Receive(This,pVal)
#define IFaxStatus_get_Address(This,pVal) (This)->lpVtbl->get_Address(This,pVal)
#define IFaxStatus_get_RoutingString(This,pVal) (This)->lpVtbl->get_RoutingString(This,pVal)
#define IFaxStatus_get_SenderName(This,pVal) (This)->lpVtbl->get_SenderName(This,pVal)
#define IFaxStatus_get_RecipientName(This,pVal) (This)->lpVtbl->get_RecipientName(This,pVal)
#define IFaxStatus_get_DocumentSize(This,pVal) (This)->lpVtbl->get_DocumentSize(This,pVal)
#define IFaxStatus_get_Description(This,pVal) (This)->lpVtbl->get_Description(This,pVal)
#define IFaxStatus_get_PageCount(This,pVal) (This)->lpVtbl->get_PageCount(This,pVal)
#define IFaxStatus_get_Tsid(This,pVal) (This)->lpVtbl->get_Tsid(This,pVal)
#define IFaxStatus_get_StartTime(This,pVal) (This)->lpVtbl->get_StartTime(This,pVal)
#define IFaxStatus_get_SubmittedTime(This,pVal) (This)->lpVtbl->get_SubmittedTime(This,pVal)
#define IFaxStatus_get_ElapsedTime(This,pVal) (This)->lpVtbl->get_ElapsedTime(This,pVal)
#define IFaxStatus_Refresh(This) (This)->lpVtbl->Refresh(This)
#else
/*** IUnknown methods ***/
static FORCEINLINE HRESULT IFaxStatus_QueryInterface(IFaxStatus* This,REFIID riid,void **ppvObject) {
    return This->lpVtbl->QueryInterface(This,riid,ppvObject);
}
static FORCEINLINE ULONG IFaxStatus_AddRef(IFaxStatus* This) {
    return This->lpVtbl->AddRef(This);
}
static FORCEINLINE ULONG IFaxStatus_Release(IFaxStatus* This) {
    return This->lpVtbl->Release(This);
}
/*** IDispatch methods ***/
static FORCEINLINE HRESULT IFaxStatus_GetTypeInfoCount(IFaxStatus* This,UINT *pctinfo) {
    return This->lpVtbl->GetTypeInfoCount(This,pctinfo);
}
static FORCEINLINE HRESULT IFaxStatus_GetTypeInfo(IFaxStatus* This,UINT iTInfo,LCID lcid,ITypeInfo **ppTInfo) {
    return This->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo);
}
static FORCEINLINE HRESULT IFaxStatus_GetIDsOfNames(IFaxStatus* This,REFIID riid,LPOLESTR *rgszNames,UINT cNames,LCID lcid,DISPID *rgDispId) {
    return This->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId);
}
static FORCEINLINE HRESULT IFaxStatus_Invoke(IFaxStatus* This,DISPID dispIdMember,REFIID riid,LCID lcid,WORD wFlags,DISPPARAMS *pDispParams,VARIANT *pVarResult,EXCEPINFO *pExcepInfo,UINT *puArgErr) {
    return This->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr);
}
/*** IFaxStatus methods ***/
static FORCEINLINE HRESULT IFaxStatus_get_CallerId(IFaxStatus* This,BSTR *pVal) {
    return This->lpVtbl->get_CallerId(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_Csid(IFaxStatus* This,BSTR *pVal) {
    return This->lpVtbl->get_Csid(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_CurrentPage(IFaxStatus* This,LONG *pVal) {
    return This->lpVtbl->get_CurrentPage(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_DeviceId(IFaxStatus* This,LONG *pVal) {
    return This->lpVtbl->get_DeviceId(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_DeviceName(IFaxStatus* This,BSTR *pVal) {
    return This->lpVtbl->get_DeviceName(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_DocumentName(IFaxStatus* This,BSTR *pVal) {
    return This->lpVtbl->get_DocumentName(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_Send(IFaxStatus* This,BOOL *pVal) {
    return This->lpVtbl->get_Send(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_Receive(IFaxStatus* This,BOOL *pVal) {
    return This->lpVtbl->get_Receive(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_Address(IFaxStatus* This,BSTR *pVal) {
    return This->lpVtbl->get_Address(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_RoutingString(IFaxStatus* This,BSTR *pVal) {
    return This->lpVtbl->get_RoutingString(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_SenderName(IFaxStatus* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderName(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_RecipientName(IFaxStatus* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientName(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_DocumentSize(IFaxStatus* This,LONG *pVal) {
    return This->lpVtbl->get_DocumentSize(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_Description(IFaxStatus* This,BSTR *pVal) {
    return This->lpVtbl->get_Description(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_PageCount(IFaxStatus* This,LONG *pVal) {
    return This->lpVtbl->get_PageCount(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_Tsid(IFaxStatus* This,BSTR *pVal) {
    return This->lpVtbl->get_Tsid(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_StartTime(IFaxStatus* This,DATE *pVal) {
    return This->lpVtbl->get_StartTime(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_SubmittedTime(IFaxStatus* This,DATE *pVal) {
    return This->lpVtbl->get_SubmittedTime(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_get_ElapsedTime(IFaxStatus* This,DATE *pVal) {
    return This->lpVtbl->get_ElapsedTime(This,pVal);
}
static FORCEINLINE HRESULT IFaxStatus_Refresh(IFaxStatus* This) {
    return This->lpVtbl->Refresh(This);
}
#endif
#endif

#endif

#endif  /* __IFaxStatus_INTERFACE_DEFINED__ */

/*****************************************************************************
 * IFaxDoc interface
 */
#ifndef __IFaxDoc_INTERFACE_DEFINED__
#define __IFaxDoc_INTERFACE_DEFINED__

DEFINE_GUID(IID_IFaxDoc, 0xfa21f4c5, 0x5c4c, 0x11d1, 0x83,0xcf, 0x00,0xc0,0x4f,0xb6,0xe9,0x84);
#if defined(__cplusplus) && !defined(CINTERFACE)
MIDL_INTERFACE("fa21f4c5-5c4c-11d1-83cf-00c04fb6e984")
IFaxDoc : public IDispatch
{
    virtual HRESULT STDMETHODCALLTYPE get_FileName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_FileName(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_CoverpageName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_CoverpageName(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SendCoverpage(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_SendCoverpage(
        BOOL newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_ServerCoverpage(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_ServerCoverpage(
        BOOL newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DiscountSend(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_DiscountSend(
        BOOL newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RecipientName(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientCompany(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RecipientCompany(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientAddress(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RecipientAddress(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientCity(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RecipientCity(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientState(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RecipientState(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientZip(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RecipientZip(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientCountry(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RecipientCountry(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientTitle(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RecipientTitle(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientDepartment(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RecipientDepartment(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientOffice(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RecipientOffice(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientHomePhone(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RecipientHomePhone(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientOfficePhone(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_RecipientOfficePhone(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_SenderName(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderCompany(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_SenderCompany(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderAddress(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_SenderAddress(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderTitle(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_SenderTitle(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderDepartment(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_SenderDepartment(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderOffice(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_SenderOffice(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderHomePhone(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_SenderHomePhone(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderOfficePhone(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_SenderOfficePhone(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_CoverpageNote(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_CoverpageNote(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_CoverpageSubject(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_CoverpageSubject(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Tsid(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_Tsid(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_BillingCode(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_BillingCode(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_EmailAddress(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_EmailAddress(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DisplayName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_DisplayName(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE Send(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_FaxNumber(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_FaxNumber(
        BSTR newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE putref_ConnectionObject(
        IDispatch *newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_CallHandle(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_CallHandle(
        LONG newVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderFax(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE put_SenderFax(
        BSTR newVal) = 0;

};
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(IFaxDoc, 0xfa21f4c5, 0x5c4c, 0x11d1, 0x83,0xcf, 0x00,0xc0,0x4f,0xb6,0xe9,0x84)
#endif
#else
typedef struct IFaxDocVtbl {
    BEGIN_INTERFACE

    /*** IUnknown methods ***/
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IFaxDoc *This,
        REFIID riid,
        void **ppvObject);

    ULONG (STDMETHODCALLTYPE *AddRef)(
        IFaxDoc *This);

    ULONG (STDMETHODCALLTYPE *Release)(
        IFaxDoc *This);

    /*** IDispatch methods ***/
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(
        IFaxDoc *This,
        UINT *pctinfo);

    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IFaxDoc *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);

    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IFaxDoc *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);

    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IFaxDoc *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);

    /*** IFaxDoc methods ***/
    HRESULT (STDMETHODCALLTYPE *get_FileName)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_FileName)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_CoverpageName)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_CoverpageName)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_SendCoverpage)(
        IFaxDoc *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *put_SendCoverpage)(
        IFaxDoc *This,
        BOOL newVal);

    HRESULT (STDMETHODCALLTYPE *get_ServerCoverpage)(
        IFaxDoc *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *put_ServerCoverpage)(
        IFaxDoc *This,
        BOOL newVal);

    HRESULT (STDMETHODCALLTYPE *get_DiscountSend)(
        IFaxDoc *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *put_DiscountSend)(
        IFaxDoc *This,
        BOOL newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientName)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RecipientName)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientCompany)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RecipientCompany)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientAddress)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RecipientAddress)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientCity)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RecipientCity)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientState)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RecipientState)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientZip)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RecipientZip)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientCountry)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RecipientCountry)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientTitle)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RecipientTitle)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientDepartment)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RecipientDepartment)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientOffice)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RecipientOffice)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientHomePhone)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RecipientHomePhone)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientOfficePhone)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_RecipientOfficePhone)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderName)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_SenderName)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderCompany)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_SenderCompany)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderAddress)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_SenderAddress)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderTitle)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_SenderTitle)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderDepartment)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_SenderDepartment)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderOffice)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_SenderOffice)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderHomePhone)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_SenderHomePhone)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderOfficePhone)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_SenderOfficePhone)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_CoverpageNote)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_CoverpageNote)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_CoverpageSubject)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_CoverpageSubject)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_Tsid)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_Tsid)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_BillingCode)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_BillingCode)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_EmailAddress)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_EmailAddress)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *get_DisplayName)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_DisplayName)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *Send)(
        IFaxDoc *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_FaxNumber)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_FaxNumber)(
        IFaxDoc *This,
        BSTR newVal);

    HRESULT (STDMETHODCALLTYPE *putref_ConnectionObject)(
        IFaxDoc *This,
        IDispatch *newVal);

    HRESULT (STDMETHODCALLTYPE *get_CallHandle)(
        IFaxDoc *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *put_CallHandle)(
        IFaxDoc *This,
        LONG newVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderFax)(
        IFaxDoc *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *put_SenderFax)(
        IFaxDoc *This,
        BSTR newVal);

    END_INTERFACE
} IFaxDocVtbl;

struct IFaxDoc {
    CONST_VTBL IFaxDocVtbl* lpVtbl;
};

#ifdef COBJMACROS
#ifndef WIDL_C_INLINE_WRAPPERS
/*** IUnknown methods ***/
#define IFaxDoc_QueryInterface(This,riid,ppvObject) (This)->lpVtbl->QueryInterface(This,riid,ppvObject)
#define IFaxDoc_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IFaxDoc_Release(This) (This)->lpVtbl->Release(This)
/*** IDispatch methods ***/
#define IFaxDoc_GetTypeInfoCount(This,pctinfo) (This)->lpVtbl->GetTypeInfoCount(This,pctinfo)
#define IFaxDoc_GetTypeInfo(This,iTInfo,lcid,ppTInfo) (This)->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo)
#define IFaxDoc_GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId) (This)->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId)
#define IFaxDoc_Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr) (This)->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr)
/*** IFaxDoc methods ***/
#define IFaxDoc_get_FileName(This,pVal) (This)->lpVtbl->get_FileName(This,pVal)
#define IFaxDoc_put_FileName(This,newVal) (This)->lpVtbl->put_FileName(This,newVal)
#define IFaxDoc_get_CoverpageName(This,pVal) (This)->lpVtbl->get_CoverpageName(This,pVal)
#define IFaxDoc_put_CoverpageName(This,newVal) (This)->lpVtbl->put_CoverpageName(This,newVal)
#define IFaxDoc_get_SendCoverpage(This,pVal) (This)->lpVtbl->get_SendCoverpage(This,pVal)
#define IFaxDoc_put_SendCoverpage(This,newVal) (This)->lpVtbl->put_SendCoverpage(This,newVal)
#define IFaxDoc_get_ServerCoverpage(This,pVal) (This)->lpVtbl->get_ServerCoverpage(This,pVal)
#define IFaxDoc_put_ServerCoverpage(This,newVal) (This)->lpVtbl->put_ServerCoverpage(This,newVal)
#define IFaxDoc_get_DiscountSend(This,pVal) (This)->lpVtbl->get_DiscountSend(This,pVal)
#define IFaxDoc_put_DiscountSend(This,newVal) (This)->lpVtbl->put_DiscountSend(This,newVal)
#define IFaxDoc_get_RecipientName(This,pVal) (This)->lpVtbl->get_RecipientName(This,pVal)
#define IFaxDoc_put_RecipientName(This,newVal) (This)->lpVtbl->put_RecipientName(This,newVal)
#define IFaxDoc_get_RecipientCompany(This,pVal) (This)->lpVtbl->get_RecipientCompany(This,pVal)
#define IFaxDoc_put_RecipientCompany(This,newVal) (This)->lpVtbl->put_RecipientCompany(This,newVal)
#define IFaxDoc_get_RecipientAddress(This,pVal) (This)->lpVtbl->get_RecipientAddress(This,pVal)
#define IFaxDoc_put_RecipientAddress(This,newVal) (This)->lpVtbl->put_RecipientAddress(This,newVal)
#define IFaxDoc_get_RecipientCity(This,pVal) (This)->lpVtbl->get_RecipientCity(This,pVal)
#define IFaxDoc_put_RecipientCity(This,newVal) (This)->lpVtbl->put_RecipientCity(This,newVal)
#define IFaxDoc_get_RecipientState(This,pVal) (This)->lpVtbl->get_RecipientState(This,pVal)
#define IFaxDoc_put_RecipientState(This,newVal) (This)->lpVtbl->put_RecipientState(This,newVal)
#define IFaxDoc_get_RecipientZip(This,pVal) (This)->lpVtbl->get_RecipientZip(This,pVal)
#define IFaxDoc_put_RecipientZip(This,newVal) (This)->lpVtbl->put_RecipientZip(This,newVal)
#define IFaxDoc_get_RecipientCountry(This,pVal) (This)->lpVtbl->get_RecipientCountry(This,pVal)
#define IFaxDoc_put_RecipientCountry(This,newVal) (This)->lpVtbl->put_RecipientCountry(This,newVal)
#define IFaxDoc_get_RecipientTitle(This,pVal) (This)->lpVtbl->get_RecipientTitle(This,pVal)
#define IFaxDoc_put_RecipientTitle(This,newVal) (This)->lpVtbl->put_RecipientTitle(This,newVal)
#define IFaxDoc_get_RecipientDepartment(This,pVal) (This)->lpVtbl->get_RecipientDepartment(This,pVal)
#define IFaxDoc_put_RecipientDepartment(This,newVal) (This)->lpVtbl->put_RecipientDepartment(This,newVal)
#define IFaxDoc_get_RecipientOffice(This,pVal) (This)->lpVtbl->get_RecipientOffice(This,pVal)
#define IFaxDoc_put_RecipientOffice(This,newVal) (This)->lpVtbl->put_RecipientOffice(This,newVal)
#define IFaxDoc_get_RecipientHomePhone(This,pVal) (This)->lpVtbl->get_RecipientHomePhone(This,pVal)
#define IFaxDoc_put_RecipientHomePhone(This,newVal) (This)->lpVtbl->put_RecipientHomePhone(This,newVal)
#define IFaxDoc_get_RecipientOfficePhone(This,pVal) (This)->lpVtbl->get_RecipientOfficePhone(This,pVal)
#define IFaxDoc_put_RecipientOfficePhone(This,newVal) (This)->lpVtbl->put_RecipientOfficePhone(This,newVal)
#define IFaxDoc_get_SenderName(This,pVal) (This)->lpVtbl->get_SenderName(This,pVal)
#define IFaxDoc_put_SenderName(This,newVal) (This)->lpVtbl->put_SenderName(This,newVal)
#define IFaxDoc_get_SenderCompany(This,pVal) (This)->lpVtbl->get_SenderCompany(This,pVal)
#define IFaxDoc_put_SenderCompany(This,newVal) (This)->lpVtbl->put_SenderCompany(This,newVal)
#define IFaxDoc_get_SenderAddress(This,pVal) (This)->lpVtbl->get_SenderAddress(This,pVal)
#define IFaxDoc_put_SenderAddress(This,newVal) (This)->lpVtbl->put_SenderAddress(This,newVal)
#define IFaxDoc_get_SenderTitle(This,pVal) (This)->lpVtbl->get_SenderTitle(This,pVal)
#define IFaxDoc_put_SenderTitle(This,newVal) (This)->lpVtbl->put_SenderTitle(This,newVal)
#define IFaxDoc_get_SenderDepartment(This,pVal) (This)->lpVtbl->get_SenderDepartment(This,pVal)
#define IFaxDoc_put_SenderDepartment(This,newVal) (This)->lpVtbl->put_SenderDepartment(This,newVal)
#define IFaxDoc_get_SenderOffice(This,pVal) (This)->lpVtbl->get_SenderOffice(This,pVal)
#define IFaxDoc_put_SenderOffice(This,newVal) (This)->lpVtbl->put_SenderOffice(This,newVal)
#define IFaxDoc_get_SenderHomePhone(This,pVal) (This)->lpVtbl->get_SenderHomePhone(This,pVal)
#define IFaxDoc_put_SenderHomePhone(This,newVal) (This)->lpVtbl->put_SenderHomePhone(This,newVal)
#define IFaxDoc_get_SenderOfficePhone(This,pVal) (This)->lpVtbl->get_SenderOfficePhone(This,pVal)
#define IFaxDoc_put_SenderOfficePhone(This,newVal) (This)->lpVtbl->put_SenderOfficePhone(This,newVal)
#define IFaxDoc_get_CoverpageNote(This,pVal) (This)->lpVtbl->get_CoverpageNote(This,pVal)
#define IFaxDoc_put_CoverpageNote(This,newVal) (This)->lpVtbl->put_CoverpageNote(This,newVal)
#define IFaxDoc_get_CoverpageSubject(This,pVal) (This)->lpVtbl->get_CoverpageSubject(This,pVal)
#define IFaxDoc_put_CoverpageSubject(This,newVal) (This)->lpVtbl->put_CoverpageSubject(This,newVal)
#define IFaxDoc_get_Tsid(This,pVal) (This)->lpVtbl->get_Tsid(This,pVal)
#define IFaxDoc_put_Tsid(This,newVal) (This)->lpVtbl->put_Tsid(This,newVal)
#define IFaxDoc_get_BillingCode(This,pVal) (This)->lpVtbl->get_BillingCode(This,pVal)
#define IFaxDoc_put_BillingCode(This,newVal) (This)->lpVtbl->put_BillingCode(This,newVal)
#define IFaxDoc_get_EmailAddress(This,pVal) (This)->lpVtbl->get_EmailAddress(This,pVal)
#define IFaxDoc_put_EmailAddress(This,newVal) (This)->lpVtbl->put_EmailAddress(This,newVal)
#define IFaxDoc_get_DisplayName(This,pVal) (This)->lpVtbl->get_DisplayName(This,pVal)
#define IFaxDoc_put_DisplayName(This,newVal) (This)->lpVtbl->put_DisplayName(This,newVal)
#define IFaxDoc_Send(This,pVal) (This)->lpVtbl->Send(This,pVal)
#define IFaxDoc_get_FaxNumber(This,pVal) (This)->lpVtbl->get_FaxNumber(This,pVal)
#define IFaxDoc_put_FaxNumber(This,newVal) (This)->lpVtbl->put_FaxNumber(This,newVal)
#define IFaxDoc_putref_ConnectionObject(This,newVal) (This)->lpVtbl->putref_ConnectionObject(This,newVal)
#define IFaxDoc_get_CallHandle(This,pVal) (This)->lpVtbl->get_CallHandle(This,pVal)
#define IFaxDoc_put_CallHandle(This,newVal) (This)->lpVtbl->put_CallHandle(This,newVal)
#define IFaxDoc_get_SenderFax(This,pVal) (This)->lpVtbl->get_SenderFax(This,pVal)
#define IFaxDoc_put_SenderFax(This,newVal) (This)->lpVtbl->put_SenderFax(This,newVal)
#else
/*** IUnknown methods ***/
static FORCEINLINE HRESULT IFaxDoc_QueryInterface(IFaxDoc* This,REFIID riid,void **ppvObject) {
    return This->lpVtbl->QueryInterface(This,riid,ppvObject);
}
static FORCEINLINE ULONG IFaxDoc_AddRef(IFaxDoc* This) {
    return This->lpVtbl->AddRef(This);
}
static FORCEINLINE ULONG IFaxDoc_Release(IFaxDoc* This) {
    return This->lpVtbl->Release(This);
}
/*** IDispatch methods ***/
static FORCEINLINE HRESULT IFaxDoc_GetTypeInfoCount(IFaxDoc* This,UINT *pctinfo) {
    return This->lpVtbl->GetTypeInfoCount(This,pctinfo);
}
static FORCEINLINE HRESULT IFaxDoc_GetTypeInfo(IFaxDoc* This,UINT iTInfo,LCID lcid,ITypeInfo **ppTInfo) {
    return This->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo);
}
static FORCEINLINE HRESULT IFaxDoc_GetIDsOfNames(IFaxDoc* This,REFIID riid,LPOLESTR *rgszNames,UINT cNames,LCID lcid,DISPID *rgDispId) {
    return This->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId);
}
static FORCEINLINE HRESULT IFaxDoc_Invoke(IFaxDoc* This,DISPID dispIdMember,REFIID riid,LCID lcid,WORD wFlags,DISPPARAMS *pDispParams,VARIANT *pVarResult,EXCEPINFO *pExcepInfo,UINT *puArgErr) {
    return This->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr);
}
/*** IFaxDoc methods ***/
static FORCEINLINE HRESULT IFaxDoc_get_FileName(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_FileName(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_FileName(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_FileName(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_CoverpageName(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_CoverpageName(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_CoverpageName(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_CoverpageName(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_SendCoverpage(IFaxDoc* This,BOOL *pVal) {
    return This->lpVtbl->get_SendCoverpage(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_SendCoverpage(IFaxDoc* This,BOOL newVal) {
    return This->lpVtbl->put_SendCoverpage(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_ServerCoverpage(IFaxDoc* This,BOOL *pVal) {
    return This->lpVtbl->get_ServerCoverpage(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_ServerCoverpage(IFaxDoc* This,BOOL newVal) {
    return This->lpVtbl->put_ServerCoverpage(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_DiscountSend(IFaxDoc* This,BOOL *pVal) {
    return This->lpVtbl->get_DiscountSend(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_DiscountSend(IFaxDoc* This,BOOL newVal) {
    return This->lpVtbl->put_DiscountSend(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_RecipientName(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientName(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_RecipientName(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_RecipientName(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_RecipientCompany(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientCompany(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_RecipientCompany(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_RecipientCompany(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_RecipientAddress(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientAddress(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_RecipientAddress(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_RecipientAddress(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_RecipientCity(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientCity(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_RecipientCity(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_RecipientCity(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_RecipientState(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientState(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_RecipientState(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_RecipientState(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_RecipientZip(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientZip(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_RecipientZip(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_RecipientZip(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_RecipientCountry(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientCountry(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_RecipientCountry(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_RecipientCountry(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_RecipientTitle(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientTitle(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_RecipientTitle(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_RecipientTitle(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_RecipientDepartment(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientDepartment(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_RecipientDepartment(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_RecipientDepartment(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_RecipientOffice(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientOffice(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_RecipientOffice(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_RecipientOffice(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_RecipientHomePhone(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientHomePhone(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_RecipientHomePhone(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_RecipientHomePhone(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_RecipientOfficePhone(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientOfficePhone(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_RecipientOfficePhone(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_RecipientOfficePhone(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_SenderName(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderName(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_SenderName(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_SenderName(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_SenderCompany(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderCompany(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_SenderCompany(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_SenderCompany(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_SenderAddress(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderAddress(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_SenderAddress(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_SenderAddress(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_SenderTitle(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderTitle(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_SenderTitle(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_SenderTitle(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_SenderDepartment(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderDepartment(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_SenderDepartment(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_SenderDepartment(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_SenderOffice(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderOffice(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_SenderOffice(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_SenderOffice(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_SenderHomePhone(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderHomePhone(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_SenderHomePhone(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_SenderHomePhone(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_SenderOfficePhone(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderOfficePhone(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_SenderOfficePhone(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_SenderOfficePhone(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_CoverpageNote(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_CoverpageNote(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_CoverpageNote(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_CoverpageNote(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_CoverpageSubject(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_CoverpageSubject(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_CoverpageSubject(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_CoverpageSubject(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_Tsid(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_Tsid(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_Tsid(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_Tsid(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_BillingCode(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_BillingCode(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_BillingCode(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_BillingCode(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_EmailAddress(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_EmailAddress(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_EmailAddress(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_EmailAddress(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_DisplayName(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_DisplayName(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_DisplayName(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_DisplayName(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_Send(IFaxDoc* This,LONG *pVal) {
    return This->lpVtbl->Send(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_FaxNumber(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_FaxNumber(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_FaxNumber(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_FaxNumber(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_putref_ConnectionObject(IFaxDoc* This,IDispatch *newVal) {
    return This->lpVtbl->putref_ConnectionObject(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_CallHandle(IFaxDoc* This,LONG *pVal) {
    return This->lpVtbl->get_CallHandle(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_CallHandle(IFaxDoc* This,LONG newVal) {
    return This->lpVtbl->put_CallHandle(This,newVal);
}
static FORCEINLINE HRESULT IFaxDoc_get_SenderFax(IFaxDoc* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderFax(This,pVal);
}
static FORCEINLINE HRESULT IFaxDoc_put_SenderFax(IFaxDoc* This,BSTR newVal) {
    return This->lpVtbl->put_SenderFax(This,newVal);
}
#endif
#endif

#endif

#endif  /* __IFaxDoc_INTERFACE_DEFINED__ */

/*****************************************************************************
 * IFaxJobs interface
 */
#ifndef __IFaxJobs_INTERFACE_DEFINED__
#define __IFaxJobs_INTERFACE_DEFINED__

DEFINE_GUID(IID_IFaxJobs, 0x55dabfd3, 0x5c9e, 0x11d1, 0xb7,0x91, 0x00,0x00,0x00,0x00,0x00,0x00);
#if defined(__cplusplus) && !defined(CINTERFACE)
MIDL_INTERFACE("55dabfd3-5c9e-11d1-b791-000000000000")
IFaxJobs : public IDispatch
{
    virtual HRESULT STDMETHODCALLTYPE get_Count(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Item(
        LONG Index,
        VARIANT *pVal) = 0;

};
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(IFaxJobs, 0x55dabfd3, 0x5c9e, 0x11d1, 0xb7,0x91, 0x00,0x00,0x00,0x00,0x00,0x00)
#endif
#else
typedef struct IFaxJobsVtbl {
    BEGIN_INTERFACE

    /*** IUnknown methods ***/
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IFaxJobs *This,
        REFIID riid,
        void **ppvObject);

    ULONG (STDMETHODCALLTYPE *AddRef)(
        IFaxJobs *This);

    ULONG (STDMETHODCALLTYPE *Release)(
        IFaxJobs *This);

    /*** IDispatch methods ***/
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(
        IFaxJobs *This,
        UINT *pctinfo);

    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IFaxJobs *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);

    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IFaxJobs *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);

    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IFaxJobs *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);

    /*** IFaxJobs methods ***/
    HRESULT (STDMETHODCALLTYPE *get_Count)(
        IFaxJobs *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Item)(
        IFaxJobs *This,
        LONG Index,
        VARIANT *pVal);

    END_INTERFACE
} IFaxJobsVtbl;

struct IFaxJobs {
    CONST_VTBL IFaxJobsVtbl* lpVtbl;
};

#ifdef COBJMACROS
#ifndef WIDL_C_INLINE_WRAPPERS
/*** IUnknown methods ***/
#define IFaxJobs_QueryInterface(This,riid,ppvObject) (This)->lpVtbl->QueryInterface(This,riid,ppvObject)
#define IFaxJobs_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IFaxJobs_Release(This) (This)->lpVtbl->Release(This)
/*** IDispatch methods ***/
#define IFaxJobs_GetTypeInfoCount(This,pctinfo) (This)->lpVtbl->GetTypeInfoCount(This,pctinfo)
#define IFaxJobs_GetTypeInfo(This,iTInfo,lcid,ppTInfo) (This)->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo)
#define IFaxJobs_GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId) (This)->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId)
#define IFaxJobs_Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr) (This)->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr)
/*** IFaxJobs methods ***/
#define IFaxJobs_get_Count(This,pVal) (This)->lpVtbl->get_Count(This,pVal)
#define IFaxJobs_get_Item(This,Index,pVal) (This)->lpVtbl->get_Item(This,Index,pVal)
#else
/*** IUnknown methods ***/
static FORCEINLINE HRESULT IFaxJobs_QueryInterface(IFaxJobs* This,REFIID riid,void **ppvObject) {
    return This->lpVtbl->QueryInterface(This,riid,ppvObject);
}
static FORCEINLINE ULONG IFaxJobs_AddRef(IFaxJobs* This) {
    return This->lpVtbl->AddRef(This);
}
static FORCEINLINE ULONG IFaxJobs_Release(IFaxJobs* This) {
    return This->lpVtbl->Release(This);
}
/*** IDispatch methods ***/
static FORCEINLINE HRESULT IFaxJobs_GetTypeInfoCount(IFaxJobs* This,UINT *pctinfo) {
    return This->lpVtbl->GetTypeInfoCount(This,pctinfo);
}
static FORCEINLINE HRESULT IFaxJobs_GetTypeInfo(IFaxJobs* This,UINT iTInfo,LCID lcid,ITypeInfo **ppTInfo) {
    return This->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo);
}
static FORCEINLINE HRESULT IFaxJobs_GetIDsOfNames(IFaxJobs* This,REFIID riid,LPOLESTR *rgszNames,UINT cNames,LCID lcid,DISPID *rgDispId) {
    return This->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId);
}
static FORCEINLINE HRESULT IFaxJobs_Invoke(IFaxJobs* This,DISPID dispIdMember,REFIID riid,LCID lcid,WORD wFlags,DISPPARAMS *pDispParams,VARIANT *pVarResult,EXCEPINFO *pExcepInfo,UINT *puArgErr) {
    return This->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr);
}
/*** IFaxJobs methods ***/
static FORCEINLINE HRESULT IFaxJobs_get_Count(IFaxJobs* This,LONG *pVal) {
    return This->lpVtbl->get_Count(This,pVal);
}
static FORCEINLINE HRESULT IFaxJobs_get_Item(IFaxJobs* This,LONG Index,VARIANT *pVal) {
    return This->lpVtbl->get_Item(This,Index,pVal);
}
#endif
#endif

#endif

#endif  /* __IFaxJobs_INTERFACE_DEFINED__ */

/*****************************************************************************
 * IFaxJob interface
 */
#ifndef __IFaxJob_INTERFACE_DEFINED__
#define __IFaxJob_INTERFACE_DEFINED__

DEFINE_GUID(IID_IFaxJob, 0x55dabfd5, 0x5c9e, 0x11d1, 0xb7,0x91, 0x00,0x00,0x00,0x00,0x00,0x00);
#if defined(__cplusplus) && !defined(CINTERFACE)
MIDL_INTERFACE("55dabfd5-5c9e-11d1-b791-000000000000")
IFaxJob : public IDispatch
{
    virtual HRESULT STDMETHODCALLTYPE get_JobId(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Type(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_UserName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_QueueStatus(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DeviceStatus(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_PageCount(
        LONG *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_FaxNumber(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_RecipientName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_Tsid(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderCompany(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_SenderDept(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_BillingCode(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DisplayName(
        BSTR *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE get_DiscountSend(
        BOOL *pVal) = 0;

    virtual HRESULT STDMETHODCALLTYPE SetStatus(
        LONG Command) = 0;

    virtual HRESULT STDMETHODCALLTYPE Refresh(
        ) = 0;

};
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(IFaxJob, 0x55dabfd5, 0x5c9e, 0x11d1, 0xb7,0x91, 0x00,0x00,0x00,0x00,0x00,0x00)
#endif
#else
typedef struct IFaxJobVtbl {
    BEGIN_INTERFACE

    /*** IUnknown methods ***/
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IFaxJob *This,
        REFIID riid,
        void **ppvObject);

    ULONG (STDMETHODCALLTYPE *AddRef)(
        IFaxJob *This);

    ULONG (STDMETHODCALLTYPE *Release)(
        IFaxJob *This);

    /*** IDispatch methods ***/
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(
        IFaxJob *This,
        UINT *pctinfo);

    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IFaxJob *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);

    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IFaxJob *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);

    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IFaxJob *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);

    /*** IFaxJob methods ***/
    HRESULT (STDMETHODCALLTYPE *get_JobId)(
        IFaxJob *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Type)(
        IFaxJob *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_UserName)(
        IFaxJob *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_QueueStatus)(
        IFaxJob *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_DeviceStatus)(
        IFaxJob *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_PageCount)(
        IFaxJob *This,
        LONG *pVal);

    HRESULT (STDMETHODCALLTYPE *get_FaxNumber)(
        IFaxJob *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_RecipientName)(
        IFaxJob *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_Tsid)(
        IFaxJob *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderName)(
        IFaxJob *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderCompany)(
        IFaxJob *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_SenderDept)(
        IFaxJob *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_BillingCode)(
        IFaxJob *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_DisplayName)(
        IFaxJob *This,
        BSTR *pVal);

    HRESULT (STDMETHODCALLTYPE *get_DiscountSend)(
        IFaxJob *This,
        BOOL *pVal);

    HRESULT (STDMETHODCALLTYPE *SetStatus)(
        IFaxJob *This,
        LONG Command);

    HRESULT (STDMETHODCALLTYPE *Refresh)(
        IFaxJob *This);

    END_INTERFACE
} IFaxJobVtbl;

struct IFaxJob {
    CONST_VTBL IFaxJobVtbl* lpVtbl;
};

#ifdef COBJMACROS
#ifndef WIDL_C_INLINE_WRAPPERS
/*** IUnknown methods ***/
#define IFaxJob_QueryInterface(This,riid,ppvObject) (This)->lpVtbl->QueryInterface(This,riid,ppvObject)
#define IFaxJob_AddRef(This) (This)->lpVtbl->AddRef(This)
#define IFaxJob_Release(This) (This)->lpVtbl->Release(This)
/*** IDispatch methods ***/
#define IFaxJob_GetTypeInfoCount(This,pctinfo) (This)->lpVtbl->GetTypeInfoCount(This,pctinfo)
#define IFaxJob_GetTypeInfo(This,iTInfo,lcid,ppTInfo) (This)->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo)
#define IFaxJob_GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId) (This)->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId)
#define IFaxJob_Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr) (This)->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr)
/*** IFaxJob methods ***/
#define IFaxJob_get_JobId(This,pVal) (This)->lpVtbl->get_JobId(This,pVal)
#define IFaxJob_get_Type(This,pVal) (This)->lpVtbl->get_Type(This,pVal)
#define IFaxJob_get_UserName(This,pVal) (This)->lpVtbl->get_UserName(This,pVal)
#define IFaxJob_get_QueueStatus(This,pVal) (This)->lpVtbl->get_QueueStatus(This,pVal)
#define IFaxJob_get_DeviceStatus(This,pVal) (This)->lpVtbl->get_DeviceStatus(This,pVal)
#define IFaxJob_get_PageCount(This,pVal) (This)->lpVtbl->get_PageCount(This,pVal)
#define IFaxJob_get_FaxNumber(This,pVal) (This)->lpVtbl->get_FaxNumber(This,pVal)
#define IFaxJob_get_RecipientName(This,pVal) (This)->lpVtbl->get_RecipientName(This,pVal)
#define IFaxJob_get_Tsid(This,pVal) (This)->lpVtbl->get_Tsid(This,pVal)
#define IFaxJob_get_SenderName(This,pVal) (This)->lpVtbl->get_SenderName(This,pVal)
#define IFaxJob_get_SenderCompany(This,pVal) (This)->lpVtbl->get_SenderCompany(This,pVal)
#define IFaxJob_get_SenderDept(This,pVal) (This)->lpVtbl->get_SenderDept(This,pVal)
#define IFaxJob_get_BillingCode(This,pVal) (This)->lpVtbl->get_BillingCode(This,pVal)
#define IFaxJob_get_DisplayName(This,pVal) (This)->lpVtbl->get_DisplayName(This,pVal)
#define IFaxJob_get_DiscountSend(This,pVal) (This)->lpVtbl->get_DiscountSend(This,pVal)
#define IFaxJob_SetStatus(This,Command) (This)->lpVtbl->SetStatus(This,Command)
#define IFaxJob_Refresh(This) (This)->lpVtbl->Refresh(This)
#else
/*** IUnknown methods ***/
static FORCEINLINE HRESULT IFaxJob_QueryInterface(IFaxJob* This,REFIID riid,void **ppvObject) {
    return This->lpVtbl->QueryInterface(This,riid,ppvObject);
}
static FORCEINLINE ULONG IFaxJob_AddRef(IFaxJob* This) {
    return This->lpVtbl->AddRef(This);
}
static FORCEINLINE ULONG IFaxJob_Release(IFaxJob* This) {
    return This->lpVtbl->Release(This);
}
/*** IDispatch methods ***/
static FORCEINLINE HRESULT IFaxJob_GetTypeInfoCount(IFaxJob* This,UINT *pctinfo) {
    return This->lpVtbl->GetTypeInfoCount(This,pctinfo);
}
static FORCEINLINE HRESULT IFaxJob_GetTypeInfo(IFaxJob* This,UINT iTInfo,LCID lcid,ITypeInfo **ppTInfo) {
    return This->lpVtbl->GetTypeInfo(This,iTInfo,lcid,ppTInfo);
}
static FORCEINLINE HRESULT IFaxJob_GetIDsOfNames(IFaxJob* This,REFIID riid,LPOLESTR *rgszNames,UINT cNames,LCID lcid,DISPID *rgDispId) {
    return This->lpVtbl->GetIDsOfNames(This,riid,rgszNames,cNames,lcid,rgDispId);
}
static FORCEINLINE HRESULT IFaxJob_Invoke(IFaxJob* This,DISPID dispIdMember,REFIID riid,LCID lcid,WORD wFlags,DISPPARAMS *pDispParams,VARIANT *pVarResult,EXCEPINFO *pExcepInfo,UINT *puArgErr) {
    return This->lpVtbl->Invoke(This,dispIdMember,riid,lcid,wFlags,pDispParams,pVarResult,pExcepInfo,puArgErr);
}
/*** IFaxJob methods ***/
static FORCEINLINE HRESULT IFaxJob_get_JobId(IFaxJob* This,LONG *pVal) {
    return This->lpVtbl->get_JobId(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_Type(IFaxJob* This,LONG *pVal) {
    return This->lpVtbl->get_Type(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_UserName(IFaxJob* This,BSTR *pVal) {
    return This->lpVtbl->get_UserName(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_QueueStatus(IFaxJob* This,BSTR *pVal) {
    return This->lpVtbl->get_QueueStatus(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_DeviceStatus(IFaxJob* This,BSTR *pVal) {
    return This->lpVtbl->get_DeviceStatus(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_PageCount(IFaxJob* This,LONG *pVal) {
    return This->lpVtbl->get_PageCount(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_FaxNumber(IFaxJob* This,BSTR *pVal) {
    return This->lpVtbl->get_FaxNumber(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_RecipientName(IFaxJob* This,BSTR *pVal) {
    return This->lpVtbl->get_RecipientName(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_Tsid(IFaxJob* This,BSTR *pVal) {
    return This->lpVtbl->get_Tsid(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_SenderName(IFaxJob* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderName(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_SenderCompany(IFaxJob* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderCompany(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_SenderDept(IFaxJob* This,BSTR *pVal) {
    return This->lpVtbl->get_SenderDept(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_BillingCode(IFaxJob* This,BSTR *pVal) {
    return This->lpVtbl->get_BillingCode(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_DisplayName(IFaxJob* This,BSTR *pVal) {
    return This->lpVtbl->get_DisplayName(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_get_DiscountSend(IFaxJob* This,BOOL *pVal) {
    return This->lpVtbl->get_DiscountSend(This,pVal);
}
static FORCEINLINE HRESULT IFaxJob_SetStatus(IFaxJob* This,LONG Command) {
    return This->lpVtbl->SetStatus(This,Command);
}
static FORCEINLINE HRESULT IFaxJob_Refresh(IFaxJob* This) {
    return This->lpVtbl->Refresh(This);
}
#endif
#endif

#endif

#endif  /* __IFaxJob_INTERFACE_DEFINED__ */

#ifndef __FAXCOMLib_LIBRARY_DEFINED__
#define __FAXCOMLib_LIBRARY_DEFINED__

DEFINE_GUID(LIBID_FAXCOMLib, 0x87099223, 0xc7af, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5);

/*****************************************************************************
 * FaxTiff coclass
 */

DEFINE_GUID(CLSID_FaxTiff, 0x87099231, 0xc7af, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5);

#ifdef __cplusplus
class DECLSPEC_UUID("87099231-c7af-11d0-b225-00c04fb6c2f5") FaxTiff;
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(FaxTiff, 0x87099231, 0xc7af, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5)
#endif
#endif

/*****************************************************************************
 * FaxServer coclass
 */

DEFINE_GUID(CLSID_FaxServer, 0xd73733c8, 0xcc80, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5);

#ifdef __cplusplus
class DECLSPEC_UUID("d73733c8-cc80-11d0-b225-00c04fb6c2f5") FaxServer;
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(FaxServer, 0xd73733c8, 0xcc80, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5)
#endif
#endif

/*****************************************************************************
 * FaxPort coclass
 */

DEFINE_GUID(CLSID_FaxPort, 0xd73733cd, 0xcc80, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5);

#ifdef __cplusplus
class DECLSPEC_UUID("d73733cd-cc80-11d0-b225-00c04fb6c2f5") FaxPort;
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(FaxPort, 0xd73733cd, 0xcc80, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5)
#endif
#endif

/*****************************************************************************
 * FaxPorts coclass
 */

DEFINE_GUID(CLSID_FaxPorts, 0xd73733d6, 0xcc80, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5);

#ifdef __cplusplus
class DECLSPEC_UUID("d73733d6-cc80-11d0-b225-00c04fb6c2f5") FaxPorts;
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(FaxPorts, 0xd73733d6, 0xcc80, 0x11d0, 0xb2,0x25, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5)
#endif
#endif

/*****************************************************************************
 * FaxRoutingMethod coclass
 */

DEFINE_GUID(CLSID_FaxRoutingMethod, 0x2199f5f4, 0xcefc, 0x11d0, 0xa3,0x41, 0x00,0x00,0xf8,0x00,0xe6,0x8d);

#ifdef __cplusplus
class DECLSPEC_UUID("2199f5f4-cefc-11d0-a341-0000f800e68d") FaxRoutingMethod;
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(FaxRoutingMethod, 0x2199f5f4, 0xcefc, 0x11d0, 0xa3,0x41, 0x00,0x00,0xf8,0x00,0xe6,0x8d)
#endif
#endif

/*****************************************************************************
 * FaxRoutingMethods coclass
 */

DEFINE_GUID(CLSID_FaxRoutingMethods, 0x2199f5f6, 0xcefc, 0x11d0, 0xa3,0x41, 0x00,0x00,0xf8,0x00,0xe6,0x8d);

#ifdef __cplusplus
class DECLSPEC_UUID("2199f5f6-cefc-11d0-a341-0000f800e68d") FaxRoutingMethods;
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(FaxRoutingMethods, 0x2199f5f6, 0xcefc, 0x11d0, 0xa3,0x41, 0x00,0x00,0xf8,0x00,0xe6,0x8d)
#endif
#endif

/*****************************************************************************
 * FaxStatus coclass
 */

DEFINE_GUID(CLSID_FaxStatus, 0x8b97e606, 0xd054, 0x11d0, 0xb2,0x26, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5);

#ifdef __cplusplus
class DECLSPEC_UUID("8b97e606-d054-11d0-b226-00c04fb6c2f5") FaxStatus;
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(FaxStatus, 0x8b97e606, 0xd054, 0x11d0, 0xb2,0x26, 0x00,0xc0,0x4f,0xb6,0xc2,0xf5)
#endif
#endif

/*****************************************************************************
 * FaxDoc coclass
 */

DEFINE_GUID(CLSID_FaxDoc, 0xfa21f4c6, 0x5c4c, 0x11d1, 0x83,0xcf, 0x00,0xc0,0x4f,0xb6,0xe9,0x84);

#ifdef __cplusplus
class DECLSPEC_UUID("fa21f4c6-5c4c-11d1-83cf-00c04fb6e984") FaxDoc;
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(FaxDoc, 0xfa21f4c6, 0x5c4c, 0x11d1, 0x83,0xcf, 0x00,0xc0,0x4f,0xb6,0xe9,0x84)
#endif
#endif

/*****************************************************************************
 * FaxJobs coclass
 */

DEFINE_GUID(CLSID_FaxJobs, 0x55dabfd4, 0x5c9e, 0x11d1, 0xb7,0x91, 0x00,0x00,0x00,0x00,0x00,0x00);

#ifdef __cplusplus
class DECLSPEC_UUID("55dabfd4-5c9e-11d1-b791-000000000000") FaxJobs;
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(FaxJobs, 0x55dabfd4, 0x5c9e, 0x11d1, 0xb7,0x91, 0x00,0x00,0x00,0x00,0x00,0x00)
#endif
#endif

/*****************************************************************************
 * FaxJob coclass
 */

DEFINE_GUID(CLSID_FaxJob, 0x55dabfd6, 0x5c9e, 0x11d1, 0xb7,0x91, 0x00,0x00,0x00,0x00,0x00,0x00);

#ifdef __cplusplus
class DECLSPEC_UUID("55dabfd6-5c9e-11d1-b791-000000000000") FaxJob;
#ifdef __CRT_UUID_DECL
__CRT_UUID_DECL(FaxJob, 0x55dabfd6, 0x5c9e, 0x11d1, 0xb7,0x91, 0x00,0x00,0x00,0x00,0x00,0x00)
#endif
#endif

#endif /* __FAXCOMLib_LIBRARY_DEFINED__ */
/* Begin additional prototypes for all interfaces */

/* End additional prototypes */

#ifdef __cplusplus
}
#endif

/* NOLINTEND */
#endif
