"""The fax objects of Windows 2000, late bound: `Dispatch("FaxServer.FaxServer")`.

Members are those of the Windows fax service's client API (FAXCOMLib), called through IDispatch of
libfaxcom.so.1, and FaxCom's own live values (FaxStatus.BitRate, .Percent ...). Scripts written for
win32com.client run after changing the import:

    import faxcom as win32com          # was: import win32com.client
    server = win32com.client.Dispatch("FaxServer.FaxServer")
    server.Connect("")
    for port in server.GetPorts():
        print(port.DeviceId, port.Name, port.GetStatus().Description)

Names may be written in any case. Texts are str, dates are datetime in UTC, BOOLs are int as they are in
FAXCOMLib, children are objects, collections can be looped over and have a len(). A call that fails
raises com_error. `help(server)` shows the members of an object. The library is looked for as
libfaxcom.so.1; FAXCOM_LIBRARY names another file. Objects may be used from any thread.
"""

from . import client
from ._dispatch import Dispatch, com_error
from ._variant import EPOCH, filetime

__all__ = ["Dispatch", "com_error", "client", "EPOCH", "filetime"]
