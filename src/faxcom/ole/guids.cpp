// The IID_ and CLSID_ objects that clients link to.

#define INITGUID
#include <faxcom/faxcom.h>
