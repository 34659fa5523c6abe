' Faxes by the FaxCom objects, in VBScript:
'
'   cscript //nologo fax.vbs send FILE NUMBER    send a file and wait for its end
'   cscript //nologo fax.vbs ports [ROUNDS]      what all ports are doing, every second (for ever, or so often)
'   cscript //nologo fax.vbs jobs                the queue
'   cscript //nologo fax.vbs cancel JOB          take a fax out of it
'   cscript //nologo fax.vbs tiff FILE           what a received fax says of itself
Option Explicit

Dim status
status = 2
If WScript.Arguments.Count > 0 Then
  Select Case WScript.Arguments.Count & LCase(WScript.Arguments(0))
    Case "3send"
      status = SendFax(WScript.Arguments(1), WScript.Arguments(2))
    Case "1ports", "2ports"
      status = ShowPorts()
    Case "1jobs"
      status = ShowJobs()
    Case "2cancel"
      status = CancelFax(CLng(WScript.Arguments(1)))
    Case "2tiff"
      status = ShowTiff(WScript.Arguments(1))
  End Select
End If
If status = 2 Then WScript.Echo "fax.vbs send FILE NUMBER | ports [ROUNDS] | jobs | cancel JOB | tiff FILE"
WScript.Quit 100 + status  ' 100 is good: other hosts end with 0 when a script dies

Function Connected()
  Set Connected = CreateObject("FaxServer.FaxServer")
  Connected.Connect ""  ' or a host, \\host\share, http(s)://host:port
End Function

Sub Pause(milliseconds)  ' some hosts have no Sleep
  On Error Resume Next
  WScript.Sleep milliseconds
End Sub

Function FindJob(server, number)
  Dim jobs, i
  Set FindJob = Nothing
  Set jobs = server.GetJobs()
  For i = 1 To jobs.Count
    If jobs.Item(i).JobId = number Then Set FindJob = jobs.Item(i)
  Next
End Function

Function SendFax(file, number)
  Dim server, document, job, entry, text, shown
  Set server = Connected()
  Set document = server.CreateDocument(file)
  document.FaxNumber = number
  document.DisplayName = Mid(file, InStrRev(file, "\") + 1)
  job = document.Send()  ' the file is no longer needed
  WScript.Echo "fax " & job & " to " & number
  Do
    Set entry = FindJob(server, job)
    If entry Is Nothing Then Exit Do  ' a fax that ended well has left the queue
    text = entry.QueueStatus & ", " & entry.DeviceStatus
    If text <> shown Then WScript.Echo text
    shown = text
    If entry.QueueStatus = "Failed" Or entry.QueueStatus = "Retries Exceeded" Then
      SendFax = 1
      Exit Function
    End If
    Pause 200
  Loop
  WScript.Echo "sent"
  SendFax = 0
End Function

Function ShowPorts()
  Dim ports, state, i, round, rounds
  Set ports = Connected().GetPorts()
  If WScript.Arguments.Count > 1 Then rounds = CLng(WScript.Arguments(1)) Else rounds = 0
  Do
    For i = 1 To ports.Count
      Set state = ports.Item(i).GetStatus()
      WScript.Echo state.DeviceId & vbTab & state.DeviceName & vbTab & state.Description & vbTab & state.Address & _
        state.CallerId & vbTab & state.CurrentPage & "/" & state.PageCount & vbTab & state.BitRate
    Next
    round = round + 1
    If round = rounds Then Exit Do
    Pause 1000
  Loop
  ShowPorts = 0
End Function

Function ShowJobs()
  Dim jobs, job, i
  Set jobs = Connected().GetJobs()
  For i = 1 To jobs.Count
    Set job = jobs.Item(i)
    WScript.Echo job.JobId & vbTab & job.QueueStatus & vbTab & job.FaxNumber & vbTab & job.PageCount & vbTab & job.DisplayName
  Next
  ShowJobs = 0
End Function

Function CancelFax(number)
  Dim job
  Set job = FindJob(Connected(), number)
  If job Is Nothing Then
    WScript.Echo "there is no fax " & number & " in the queue"
    CancelFax = 1
  Else
    job.SetStatus 1  ' JC_DELETE
    WScript.Echo "fax " & number & " is cancelled"
    CancelFax = 0
  End If
End Function

Function ShowTiff(file)
  Dim fax
  Set fax = CreateObject("FaxTiff.FaxTiff")
  fax.Image = file
  WScript.Echo "ReceiveTime " & fax.ReceiveTime
  WScript.Echo "Tsid " & fax.Tsid
  WScript.Echo "Csid " & fax.Csid
  WScript.Echo "CallerId " & fax.CallerId
  WScript.Echo "Routing " & fax.Routing
  WScript.Echo "SenderName " & fax.SenderName
  WScript.Echo "RecipientName " & fax.RecipientName
  WScript.Echo "RecipientNumber " & fax.RecipientNumber
  WScript.Echo "ImageWidth " & fax.TiffTagString(256)
  ShowTiff = 0
End Function
