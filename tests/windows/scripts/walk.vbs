' Connects, walks the ports and reads every property: walk.vbs
Option Explicit
Dim fails : fails = 0
Sub Expect(what, wanted, got)
  If wanted = got Then
    WScript.Echo "ok: " & what
  Else
    WScript.Echo "FAILED: " & what & ": wanted '" & wanted & "', got '" & got & "'"
    fails = fails + 1
  End If
End Sub

Dim server, ports, port, status, methods, count, i
Set server = CreateObject("FaxServer.FaxServer")
server.Connect ""
Set ports = server.GetPorts()
Expect "ports", 2, ports.Count
For i = 1 To ports.Count
  Set port = ports.Item(i)
  Set status = port.GetStatus()
  Expect "name", "loop-" & i, port.Name
  Expect "number", i, port.DeviceId
  Expect "station", "100" & i, port.Csid & ""
  Expect "transmitting station", "100" & i, port.Tsid & ""
  Expect "may be changed", 1, port.CanModify
  Expect "sends, receives", "1 1", port.Send & " " & port.Receive
  Expect "rank", i, port.Priority
  Expect "rings", True, port.Rings >= 0
  Expect "status of the same port", port.Name & port.DeviceId, status.DeviceName & status.DeviceId
  Expect "its state", "Available", status.Description
  Expect "texts of an idle port", "", status.CallerId & status.Csid & status.DocumentName & status.Address & _
    status.RoutingString & status.SenderName & status.RecipientName & status.Tsid
  Expect "numbers of an idle port", 0, status.CurrentPage + status.Send + status.Receive + status.DocumentSize + status.PageCount
  Expect "dates are dates", "Date Date Date", TypeName(status.StartTime) & " " & TypeName(status.SubmittedTime) & " " & TypeName(status.ElapsedTime)
  Expect "and zero", 0, CDbl(status.StartTime) + CDbl(status.SubmittedTime) + CDbl(status.ElapsedTime)
  status.Refresh
  Set methods = port.GetRoutingMethods()
  Expect "routing methods", True, methods.Count >= 0
Next
' What the documents do not have, but scripts like.
count = 0
For Each port In ports
  count = count + 1
  Expect "For Each", "loop-" & count, port.Name
Next
Expect "jobs", 0, server.GetJobs().Count
' Every setting is read, changed and put back.
Sub Setting(name, present, changed)
  Expect name, changed, present
End Sub
Dim before
before = server.Retries : server.Retries = before + 1 : Setting "Retries", server.Retries, before + 1 : server.Retries = before
before = server.RetryDelay : server.RetryDelay = before + 1 : Setting "RetryDelay", server.RetryDelay, before + 1 : server.RetryDelay = before
before = server.DirtyDays : server.DirtyDays = -1 : Setting "DirtyDays", server.DirtyDays, -1 : server.DirtyDays = before
before = server.Branding : server.Branding = 0 : Setting "Branding", server.Branding, 0 : server.Branding = before
before = server.UseDeviceTsid : server.UseDeviceTsid = True : Setting "UseDeviceTsid", server.UseDeviceTsid, 1 : server.UseDeviceTsid = before
before = server.ServerCoverpage : server.ServerCoverpage = -1 : Setting "ServerCoverpage", server.ServerCoverpage, 1 : server.ServerCoverpage = before
before = server.DiscountRateStartHour : server.DiscountRateStartHour = 21 : Setting "DiscountRateStartHour", server.DiscountRateStartHour, 21 : server.DiscountRateStartHour = before
before = server.DiscountRateEndMinute : server.DiscountRateEndMinute = 59 : Setting "DiscountRateEndMinute", server.DiscountRateEndMinute, 59 : server.DiscountRateEndMinute = before
server.Disconnect
WScript.Echo fails & " failed"
WScript.Quit 100 + fails
