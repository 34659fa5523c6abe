' A server that goes and comes back: says when it is connected, when a Refresh fails first,
' and when one works again on the same object.
Option Explicit
On Error Resume Next
Dim server, status, name
Set server = CreateObject("FaxServer.FaxServer")
server.Connect ""
Set status = server.GetPorts().Item(1).GetStatus()
If Err.Number <> 0 Then WScript.Quit 101
name = status.DeviceName
WScript.Echo "connected"
Do
  Err.Clear
  status.Refresh
Loop While Err.Number = 0
WScript.Echo "lost " & Hex(Err.Number) & " " & Err.Description
If status.DeviceName <> name Then WScript.Quit 102
Do
  Err.Clear
  status.Refresh
Loop Until Err.Number = 0
WScript.Echo "back"
If server.GetPorts().Count <> 2 Or Err.Number <> 0 Then WScript.Quit 103
WScript.Quit 100
