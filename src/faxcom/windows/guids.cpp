// The IID_ and CLSID_ objects of FaxCom; those of Windows come from its own library.

#include <windows.h>

#include <ole2.h>

#include <initguid.h>

#include <faxcom/interfaces.h>
