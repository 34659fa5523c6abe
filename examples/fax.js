// Faxes by the FaxCom objects, in JScript (Windows Script Host):
//
//   cscript //nologo fax.js send FILE NUMBER    send a file and wait for its end
//   cscript //nologo fax.js ports [ROUNDS]      what all ports are doing, every second (for ever, or so often)
//   cscript //nologo fax.js jobs                the queue
//   cscript //nologo fax.js cancel JOB          take a fax out of it
//   cscript //nologo fax.js tiff FILE           what a received fax says of itself

function connected() {
  var server = new ActiveXObject("FaxServer.FaxServer");
  server.Connect("");  // or a host, \\host\share, http(s)://host:port
  return server;
}

function pause(milliseconds) {
  try { WScript.Sleep(milliseconds); } catch (error) { }  // some hosts have none
}

function findJob(server, number) {
  var jobs = server.GetJobs();
  for (var i = 1; i <= jobs.Count; i++)
    if (jobs.Item(i).JobId == number) return jobs.Item(i);
  return null;
}

var commands = {
  send: function (file, number) {
    var server = connected();
    var fax = server.CreateDocument(file);
    fax.FaxNumber = number;
    fax.DisplayName = file.substr(file.lastIndexOf("\\") + 1);
    var job = fax.Send();  // the file is no longer needed
    WScript.Echo("fax " + job + " to " + number);
    var shown = "", entry;
    while ((entry = findJob(server, job)) != null) {  // a fax that ended well has left the queue
      var text = entry.QueueStatus + ", " + entry.DeviceStatus;
      if (text != shown) WScript.Echo(text);
      shown = text;
      if (entry.QueueStatus == "Failed" || entry.QueueStatus == "Retries Exceeded") return 1;
      pause(200);
    }
    WScript.Echo("sent");
    return 0;
  },

  ports: function (rounds) {
    var ports = connected().GetPorts();
    for (var round = 1; ; round++) {
      for (var i = 1; i <= ports.Count; i++) {
        var state = ports.Item(i).GetStatus();
        WScript.Echo([state.DeviceId, state.DeviceName, state.Description, state.Address + state.CallerId,
                      state.CurrentPage + "/" + state.PageCount, state.BitRate].join("\t"));
      }
      if (round == rounds) return 0;
      pause(1000);
    }
  },

  jobs: function () {
    for (var all = new Enumerator(connected().GetJobs()); !all.atEnd(); all.moveNext()) {
      var job = all.item();
      WScript.Echo([job.JobId, job.QueueStatus, job.FaxNumber, job.PageCount, job.DisplayName].join("\t"));
    }
    return 0;
  },

  cancel: function (number) {
    var job = findJob(connected(), number);
    if (job == null) {
      WScript.Echo("there is no fax " + number + " in the queue");
      return 1;
    }
    job.SetStatus(1);  // JC_DELETE
    WScript.Echo("fax " + number + " is cancelled");
    return 0;
  },

  tiff: function (file) {
    var fax = new ActiveXObject("FaxTiff.FaxTiff");
    fax.Image = file;
    WScript.Echo("ReceiveTime " + fax.ReceiveTime);
    WScript.Echo("Tsid " + fax.Tsid);
    WScript.Echo("Csid " + fax.Csid);
    WScript.Echo("CallerId " + fax.CallerId);
    WScript.Echo("Routing " + fax.Routing);
    WScript.Echo("SenderName " + fax.SenderName);
    WScript.Echo("RecipientName " + fax.RecipientName);
    WScript.Echo("RecipientNumber " + fax.RecipientNumber);
    WScript.Echo("ImageWidth " + fax.TiffTagString(256));
    return 0;
  }
};

var given = [];
for (var i = 0; i < WScript.Arguments.length; i++) given.push(WScript.Arguments(i));
var command = commands[given[0]];
var status = 2;
if (command == undefined) {
  WScript.Echo("fax.js send FILE NUMBER | ports [ROUNDS] | jobs | cancel JOB | tiff FILE");
} else {
  try {
    status = command(given[1], given[2]);
  } catch (error) {
    WScript.Echo(error.message + " (0x" + (error.number + 0x100000000).toString(16) + ")");
    status = 1;
  }
}
WScript.Quit(100 + status);  // 100 is good: other hosts end with 0 when a script dies
