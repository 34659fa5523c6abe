<#
Faxes by the FaxCom objects, in PowerShell:

  .\fax.ps1 send FILE NUMBER    send a file and wait for its end
  .\fax.ps1 ports [ROUNDS]      what all ports are doing, every second (for ever, or so often)
  .\fax.ps1 jobs                the queue
  .\fax.ps1 cancel JOB          take a fax out of it
  .\fax.ps1 tiff FILE           what a received fax says of itself
#>
param(
    [Parameter(Mandatory)] [ValidateSet('send', 'ports', 'jobs', 'cancel', 'tiff')] [string] $Command,
    [string] $First,
    [string] $Second
)
$ErrorActionPreference = 'Stop'

function Connect-Server {
    $server = New-Object -ComObject FaxServer.FaxServer
    $server.Connect('')   # or a host, \\host\share, http(s)://host:port
    $server
}

# A collection's items: they count from 1.
function Get-Items($collection) {
    for ($i = 1; $i -le $collection.Count; $i++) { $collection.Item($i) }
}

switch ($Command) {
    'send' {
        $server = Connect-Server
        $document = $server.CreateDocument((Resolve-Path $First).Path)
        $document.FaxNumber = $Second
        $document.DisplayName = Split-Path $First -Leaf
        $job = $document.Send()   # the file is no longer needed
        "fax $job to $Second"
        $shown = ''
        while ($entry = Get-Items $server.GetJobs() | Where-Object { $_.JobId -eq $job }) {
            $text = "$($entry.QueueStatus), $($entry.DeviceStatus)"
            if ($text -ne $shown) { $text }
            $shown = $text
            if ($entry.QueueStatus -in 'Failed', 'Retries Exceeded') { exit 1 }
            Start-Sleep -Milliseconds 200
        }
        'sent'   # a fax that ended well has left the queue
    }
    'ports' {
        $ports = @(Get-Items (Connect-Server).GetPorts() | ForEach-Object { $_.GetStatus() })
        for ($round = 1; ; $round++) {
            foreach ($port in $ports) {
                $port.Refresh()
                '{0,3} {1,-12} {2,-14} {3,-16} {4,3}/{5,-3}' -f $port.DeviceId, $port.DeviceName, $port.Description,
                    ($port.Address + $port.CallerId), $port.CurrentPage, $port.PageCount
            }
            if ($First -and $round -ge [int] $First) { break }
            Start-Sleep 1
        }
    }
    'jobs' {
        Get-Items (Connect-Server).GetJobs() |
            Select-Object JobId, QueueStatus, DeviceStatus, FaxNumber, PageCount, DisplayName | Format-Table
    }
    'cancel' {
        $job = Get-Items (Connect-Server).GetJobs() | Where-Object { $_.JobId -eq [int] $First }
        if (-not $job) { Write-Error "there is no fax $First in the queue" }
        $job.SetStatus(1)   # JC_DELETE
        "fax $First is cancelled"
    }
    'tiff' {
        $fax = New-Object -ComObject FaxTiff.FaxTiff
        $fax.Image = (Resolve-Path $First).Path
        $fax | Select-Object ReceiveTime, Tsid, Csid, CallerId, Routing, SenderName, RecipientName, RecipientNumber |
            Format-List
        "ImageWidth : $($fax.TiffTagString(256))"
    }
}
