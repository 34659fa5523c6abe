Attribute VB_Name = "Fax"
' Faxes by the FaxCom objects, for Visual Basic 6 and VBA. Add a reference to "faxcom 1.0 Type Library".
Option Explicit

Private Const JC_DELETE As Long = 1
Private Declare Sub Sleep Lib "kernel32" (ByVal Milliseconds As Long)

Private Function Connected() As FAXCOMLib.FaxServer
    Set Connected = New FAXCOMLib.FaxServer
    Connected.Connect ""    ' or a host, \\host\share, http(s)://host:port
End Function

' Sends a file and waits for its end. True: it was sent.
Public Function SendFax(ByVal FileName As String, ByVal Number As String) As Boolean
    Dim Server As FAXCOMLib.FaxServer, Document As FAXCOMLib.FaxDoc, Job As FAXCOMLib.FaxJob, JobId As Long
    Set Server = Connected()
    Set Document = Server.CreateDocument(FileName)
    Document.FaxNumber = Number
    Document.DisplayName = Mid$(FileName, InStrRev(FileName, "\") + 1)
    JobId = Document.Send   ' the file is no longer needed
    Do
        Set Job = FindJob(Server, JobId)
        If Job Is Nothing Then Exit Do      ' a fax that ended well has left the queue
        Debug.Print JobId, Job.QueueStatus, Job.DeviceStatus
        If Job.QueueStatus = "Failed" Or Job.QueueStatus = "Retries Exceeded" Then Exit Function
        DoEvents
        Sleep 200
    Loop
    SendFax = True
End Function

' What all ports are doing.
Public Sub ShowPorts()
    Dim Ports As FAXCOMLib.FaxPorts, Port As FAXCOMLib.FaxPort, State As FAXCOMLib.FaxStatus, i As Long
    Set Ports = Connected().GetPorts
    For i = 1 To Ports.Count
        Set Port = Ports.Item(i)
        Set State = Port.GetStatus
        Debug.Print State.DeviceId, State.DeviceName, State.Description, State.Address & State.CallerId, _
            State.CurrentPage & "/" & State.PageCount
    Next
End Sub

Public Sub ShowJobs()
    Dim Jobs As FAXCOMLib.FaxJobs, Job As FAXCOMLib.FaxJob, i As Long
    Set Jobs = Connected().GetJobs
    For i = 1 To Jobs.Count
        Set Job = Jobs.Item(i)
        Debug.Print Job.JobId, Job.QueueStatus, Job.FaxNumber, Job.PageCount, Job.DisplayName
    Next
End Sub

Public Sub CancelFax(ByVal JobId As Long)
    Dim Job As FAXCOMLib.FaxJob
    Set Job = FindJob(Connected(), JobId)
    If Job Is Nothing Then Err.Raise 5, , "there is no fax " & JobId & " in the queue"
    Job.SetStatus JC_DELETE
End Sub

' What a received fax says of itself.
Public Sub ShowTiff(ByVal FileName As String)
    Dim Tiff As New FAXCOMLib.FaxTiff
    Tiff.Image = FileName
    Debug.Print Tiff.ReceiveTime, Tiff.Tsid, Tiff.Csid, Tiff.CallerId, Tiff.Routing
    Debug.Print Tiff.SenderName, Tiff.RecipientName, Tiff.RecipientNumber, Tiff.TiffTagString(256)
End Sub

Private Function FindJob(ByVal Server As FAXCOMLib.FaxServer, ByVal JobId As Long) As FAXCOMLib.FaxJob
    Dim Jobs As FAXCOMLib.FaxJobs, Job As FAXCOMLib.FaxJob, i As Long
    Set Jobs = Server.GetJobs
    For i = 1 To Jobs.Count
        Set Job = Jobs.Item(i)
        If Job.JobId = JobId Then Set FindJob = Job
    Next
End Function
