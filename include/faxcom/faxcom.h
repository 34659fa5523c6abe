#ifndef FAXCOM_FAXCOM_H
#define FAXCOM_FAXCOM_H
/*
 * FaxCom: the fax objects of the Windows 2000 fax service (FAXCOMLib), for C++17 and C11.
 * Create a FaxServer with CoCreateInstance(CLSID_FaxServer, ...), Connect it, and take all
 * other objects from it. Link with libfaxcom (pkg-config faxcom).
 */
#ifdef _WIN32
#include <windows.h>
#include <ole2.h>
#else
#include <faxcom/comcompat.h>
#include <faxcom/oleauto.h>
#endif

#if defined(__GNUC__) && defined(__cplusplus)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor" /* by COM's rules interfaces have none */
#endif
#include <faxcom/interfaces.h>
#if defined(__GNUC__) && defined(__cplusplus)
#pragma GCC diagnostic pop
#endif

#endif
