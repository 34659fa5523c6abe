// JScript: connect, walk, send and watch, errors by number: client.js FILE
var fails = 0;
function expect(what, wanted, got) {
  if (wanted === got) {
    WScript.Echo("ok: " + what);
  } else {
    WScript.Echo("FAILED: " + what + ": wanted '" + wanted + "', got '" + got + "'");
    fails = fails + 1;
  }
}
function number_of(f) {
  try {
    f();
  } catch (error) {
    return (error.number >>> 0).toString(16);
  }
  return "no error";
}

var server = new ActiveXObject("FaxServer.FaxServer");
expect("not connected", "800708ca", number_of(function () { return server.GetPorts(); }));
server.connect("");
var ports = server.GetPorts();
expect("ports", 2, ports.Count);
var names = "";
for (var each = new Enumerator(ports); !each.atEnd(); each.moveNext()) names += each.item().Name + " ";
expect("by Enumerator", "loop-1 loop-2 ", names);
for (var i = 1; i <= ports.Count; ++i) expect("port " + i, "loop-" + i, ports.Item(i).Name);
expect("an item as text", "loop-2", ports.Item("2").Name);

expect("Retries", "number", typeof server.Retries);
expect("ArchiveDirectory", "string", typeof server.ArchiveDirectory);
expect("DiscountRateStartHour", "number", typeof server.DiscountRateStartHour);
server.Branding = false;
expect("false", 0, server.Branding);
server.Branding = true;
expect("true", 1, server.Branding);

var document = server.CreateDocument(WScript.Arguments.Item(0));
document.FaxNumber = "1002";
document.DisplayName = "from JScript";
expect("Send gives the job", "number", typeof document.Send());
new ActiveXObject("Scripting.FileSystemObject").DeleteFile(WScript.Arguments.Item(0));
var status = ports.Item(1).GetStatus(), sending = 0;
for (var began = new Date().getTime(); new Date().getTime() - began < 120000;) {
  status.Refresh();
  if (status.Send && status.CurrentPage == 1 && status.DocumentName == "from JScript") sending = 1;
  if (sending && !status.Send) break;
}
expect("a page was seen on its way", 1, sending);
expect("at last", "Available", status.Description);

expect("an item too far", "80070057", number_of(function () { return ports.Item(3); }));
expect("no such name", "800a01b6", number_of(function () { server.Nothing(); }));
expect("no server there", "800706ba", number_of(function () { server.Connect("http://127.0.0.1:1"); }));
expect("no token over plain HTTP", "80070005", number_of(function () { server.Connect("http://fax.example:8329"); }));
var said = "";
try {
  server.Connect("not a/name");
} catch (error) {
  said = error.description;
}
expect("with a sentence", "cannot connect to 'not a/name'", said.substring(0, 30));
WScript.Echo(fails + " failed");
WScript.Quit(100 + fails);
