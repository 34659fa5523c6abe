' Sends a document, deletes the file at once, and watches the port page by page:
' send.vbs FILE PAGES
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

Dim file, pages, server, document, files, job, number, status, seen, receiving, page, began, i, wanted
file = WScript.Arguments.Item(0)
pages = CLng(WScript.Arguments.Item(1))
Set files = CreateObject("Scripting.FileSystemObject")
Set server = CreateObject("FaxServer.FaxServer")
server.Connect ""
Set status = server.GetPorts().Item(1).GetStatus()
Set document = server.CreateDocument(file)
document.FaxNumber = "1002"
document.RecipientName = "Bert"
document.SenderName = "Anna"
document.DisplayName = "page by page"
number = document.Send
Expect "a job number", True, number > 0
files.DeleteFile file
Expect "the file is gone at once", False, files.FileExists(file)

' Until the port has sent and is idle again. There is no WScript.Sleep here: Refresh waits.
seen = "" : page = 0 : wanted = "" : began = Timer
For i = 1 To pages
  wanted = wanted & " " & i
Next
Do
  status.Refresh
  If status.Send Then
    If status.CurrentPage > 0 And status.CurrentPage <> page Then
      page = status.CurrentPage
      seen = seen & " " & page
      Expect "pages of the fax", pages, status.PageCount
      Expect "names", "Anna to Bert: page by page", status.SenderName & " to " & status.RecipientName & ": " & status.DocumentName
      Expect "number", "1002", status.Address
      Expect "direction", 0, status.Receive
      Expect "it has begun", True, CDbl(status.StartTime) > 46000 And CDbl(status.ElapsedTime) >= 0
    End If
  ElseIf page > 0 Then
    Exit Do
  End If
Loop While Timer - began < 120 And Timer >= began
Expect "every page in turn", wanted, seen
Expect "at last", "Available", status.Description
' A job that was sent is gone.
Expect "jobs left", 0, server.GetJobs().Count
WScript.Echo fails & " failed"
WScript.Quit 100 + fails
