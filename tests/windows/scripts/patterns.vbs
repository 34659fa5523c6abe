' As people's programs use the objects: patterns.vbs FILE OTHER MACHINE
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

Dim server, document, ports, port, number, i, methods, name
' Settings before Connect reach the server with it.
Set server = CreateObject("FaxServer.FaxServer")
server.Retries = 0
server.RetryDelay = 0
server.PauseServerQueue = -1
server.Branding = True
server.ArchiveOutboundFaxes = 0
' CreateDocument before Connect; a name with a share.
Set document = server.CreateDocument(WScript.Arguments.Item(0))
server.Connect "\\" & WScript.Arguments.Item(2) & "\Fax"
Expect "settings made before Connect", "0 0 1 1", server.Retries & " " & server.RetryDelay & " " & server.PauseServerQueue & " " & server.Branding
document.FaxNumber = "1002"
document.RecipientName = "First"
number = document.Send
Expect "a document made before Connect", True, number > 0

' Booleans as numbers, as VB's, as VARIANT's.
Set ports = server.getports()
Set port = ports.item(1)
For Each i In Array(1, -1, True, 7, "1", CByte(1), CDbl(1))
  port.Send = 0
  port.Send = i
  Expect "true as " & TypeName(i) & " " & i, 1, port.Send
Next
For Each i In Array(0, False, "0", CByte(0))
  port.Receive = 1
  port.Receive = i
  Expect "false as " & TypeName(i) & " " & i, 0, port.Receive
Next
port.Receive = -1
port.CSID = "123"
port.TSID = "456"
Expect "odd case", "123 456", port.csid & " " & port.tSID
port.CSID = "1001" : port.TSID = "1001"
For Each i In Array(CByte(2), CInt(2), CLng(2), CDbl(2), CSng(2), "2", CCur(2))
  Expect "Item by " & TypeName(i), "loop-2", ports.Item(i).Name
Next
Set methods = port.GetRoutingMethods()
For i = 1 To methods.Count
  Expect "method " & i, methods.Item(i).DeviceId & methods.Item(i).DeviceName, port.DeviceId & port.Name
  name = methods.Item(i).FriendlyName & methods.Item(i).Guid & methods.Item(i).FunctionName & methods.Item(i).ImageName & methods.Item(i).ExtensionName & methods.Item(i).RoutingData & methods.Item(i).Enable
Next

' Another file after creation, empty strings everywhere, Send as a statement.
Set document = server.createdocument(WScript.Arguments.Item(0))
With document
  .filename = WScript.Arguments.Item(1)
  .BillingCode = "" : .CoverpageNote = "" : .CoverpageSubject = "" : .EmailAddress = "" : .RecipientAddress = ""
  .RecipientCity = "" : .RecipientCompany = "" : .RecipientCountry = "" : .RecipientDepartment = "" : .RecipientHomePhone = ""
  .RecipientName = "" : .RecipientOffice = "" : .RecipientOfficePhone = "" : .RecipientState = "" : .RecipientTitle = ""
  .RecipientZip = "" : .SenderAddress = "" : .SenderCompany = "" : .SenderDepartment = "" : .SenderFax = ""
  .SenderHomePhone = "" : .SenderName = "" : .SenderOffice = "" : .SenderOfficePhone = "" : .SenderTitle = ""
  .Tsid = "" : .CoverpageName = "" : .DisplayName = ""
  .SendCoverpage = False
  .ServerCoverpage = 0
  .DiscountSend = False
  .FaxNumber = "1002"
  .Send
End With
Expect "two jobs", 2, server.GetJobs().Count
Expect "named after the other file", "other.tif", server.GetJobs().Item(2).DisplayName
Expect "empty", "", server.GetJobs().Item(2).RecipientName & server.GetJobs().Item(2).SenderName
Expect "Item(1) is the first job", number, server.GetJobs().Item(1).JobId
For i = 1 To 2
  server.GetJobs().Item(1).SetStatus 1
Next
Expect "none is left", 0, server.getjobs().count
server.PauseServerQueue = 0
server.DisConnect
server.Connect ""
server.Retries = 2
server.DisConnect
WScript.Echo fails & " failed"
WScript.Quit 100 + fails
