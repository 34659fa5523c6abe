' Pauses, resumes and cancels jobs; every error by its number: queue.vbs FILE BROKEN
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
' The error of the statement before, and that it has a sentence.
Sub ExpectError(what, wanted)
  Expect what, "&H" & Hex(wanted), "&H" & Hex(Err.Number)
  Expect what & ": has a sentence", True, Len(Err.Description) > 10
  Err.Clear
End Sub

Dim server, document, job, jobs, number, x, port, status, stranger
Set server = CreateObject("FaxServer.FaxServer.1")
server.Connect ""
server.PauseServerQueue = True
Set document = server.CreateDocument(WScript.Arguments.Item(0))
document.FaxNumber = "1002"
number = document.Send()
Set jobs = server.GetJobs()
Expect "one job", 1, jobs.Count
Set job = jobs.Item(1)
Expect "its number", number, job.JobId
Expect "to send", 1, job.Type
Expect "waits", "Pending", job.QueueStatus
Expect "number", "1002", job.FaxNumber
job.SetStatus 2
Expect "a snapshot stays what it was", "Pending", job.QueueStatus
job.Refresh
Expect "paused", "Paused", job.QueueStatus
job.SetStatus 3
job.Refresh
Expect "resumed", "Pending", job.QueueStatus
job.SetStatus 1

On Error Resume Next
job.Refresh : ExpectError "a cancelled job is gone", &H80070490
job.SetStatus 1 : ExpectError "and cannot be cancelled again", &H8007139F
Set x = jobs.Item(0) : ExpectError "item 0", &H80070057
Set x = jobs.Item(2) : ExpectError "an item too far", &H80070057
Set x = jobs.Item("one") : Expect "an item with a name", 13, Err.Number : Err.Clear
Set document = server.CreateDocument("Z:\no\such.tif")
document.FaxNumber = "1002"
x = document.Send : ExpectError "no such file", &H80070002
document.FileName = WScript.Arguments.Item(1)
x = document.Send : ExpectError "a file that is no document", &H8007000D
Set document = server.CreateDocument(WScript.Arguments.Item(0))
x = document.Send : ExpectError "no number", &H80070057
x = document.CallHandle : ExpectError "what is not supported", &H80004001
server.Rings = 1 : Expect "a name that is not there", 438, Err.Number : Err.Clear
server.GetPorts 1, 2 : Expect "too many arguments", 450, Err.Number : Err.Clear
server.Retries = "many" : Expect "a text that is no number", 13, Err.Number : Err.Clear
server.Retries = -5 : ExpectError "a value that does not do", &H80070057
server.Retries = 1000000 : ExpectError "another", &H80070057
Set port = server.GetPorts().Item(1)
Set status = port.GetStatus()
x = status.Description
server.PauseServerQueue = False
server.Disconnect
Expect "Disconnect works", 0, Err.Number : Err.Clear
status.Refresh : ExpectError "a status cut off", &H800708CA
Expect "shows what it had", x, status.Description
x = server.Retries : ExpectError "a server cut off", &H800708CA
Set x = server.GetPorts() : ExpectError "no ports", &H800708CA
port.Rings = 3 : ExpectError "a port cut off", &H800708CA
server.Connect "http://127.0.0.1:1" : ExpectError "no server there", &H800706BA
server.Connect "http://fax.example:8329" : ExpectError "no token over plain HTTP", &H80070005
server.Connect "not a/name" : ExpectError "no name of a server", &H80070057
Set stranger = CreateObject("FaxServer.FaxServer")
Set x = stranger.GetJobs() : ExpectError "never connected", &H800708CA
server.Connect "" : Expect "and connected again", 0, Err.Number : Err.Clear
Expect "as before", 2, server.GetPorts().Count
WScript.Echo fails & " failed"
WScript.Quit 100 + fails
