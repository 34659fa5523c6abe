// Faxes by the FaxCom objects, in C# on Windows, late bound (no interop assembly is needed):
//
//   csc Fax.cs
//   Fax send FILE NUMBER    send a file and wait for its end
//   Fax ports [ROUNDS]      what all ports are doing, every second (for ever, or so often)
//   Fax jobs                the queue
//   Fax cancel JOB          take a fax out of it
//   Fax tiff FILE           what a received fax says of itself

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

static class Fax
{
    const int JcDelete = 1;

    static dynamic Create(string progId)
    {
        return Activator.CreateInstance(Type.GetTypeFromProgID(progId, true));
    }

    static dynamic Connected()
    {
        dynamic server = Create("FaxServer.FaxServer");
        server.Connect("");  // or a host, \\host\share, http(s)://host:port
        return server;
    }

    // A collection's items: they count from 1.
    static IEnumerable<dynamic> Items(dynamic collection)
    {
        int count = collection.Count;
        for (int i = 1; i <= count; ++i) yield return collection.Item(i);
    }

    static int Send(string file, string number)
    {
        dynamic server = Connected();
        dynamic document = server.CreateDocument(Path.GetFullPath(file));
        document.FaxNumber = number;
        document.DisplayName = Path.GetFileName(file);
        int job = document.Send();  // the file is no longer needed
        Console.WriteLine("fax {0} to {1}", job, number);
        string shown = "";
        for (;;)
        {
            dynamic entry = Items(server.GetJobs()).FirstOrDefault(each => each.JobId == job);
            if (entry == null) break;  // a fax that ended well has left the queue
            string queue = entry.QueueStatus, text = queue + ", " + entry.DeviceStatus;
            if (text != shown) Console.WriteLine(text);
            shown = text;
            if (queue == "Failed" || queue == "Retries Exceeded") return 1;
            Thread.Sleep(200);
        }
        Console.WriteLine("sent");
        return 0;
    }

    static int Ports(int rounds)
    {
        var ports = Items(Connected().GetPorts()).Select(port => port.GetStatus()).ToList();
        for (int round = 1; ; ++round)
        {
            foreach (dynamic port in ports)
            {
                port.Refresh();
                Console.WriteLine("{0,3} {1,-12} {2,-14} {3,-16} {4}/{5}", port.DeviceId, port.DeviceName,
                                  port.Description, port.Address + port.CallerId, port.CurrentPage, port.PageCount);
            }
            if (round == rounds) return 0;
            Thread.Sleep(1000);
        }
    }

    static int Jobs()
    {
        foreach (dynamic job in Items(Connected().GetJobs()))
            Console.WriteLine("{0,5} {1,-14} {2,-16} {3,4} {4}", job.JobId, job.QueueStatus, job.FaxNumber, job.PageCount,
                              job.DisplayName);
        return 0;
    }

    static int Cancel(int number)
    {
        dynamic job = Items(Connected().GetJobs()).FirstOrDefault(each => each.JobId == number);
        if (job == null)
        {
            Console.Error.WriteLine("there is no fax {0} in the queue", number);
            return 1;
        }
        job.SetStatus(JcDelete);
        Console.WriteLine("fax {0} is cancelled", number);
        return 0;
    }

    static int Tiff(string file)
    {
        dynamic fax = Create("FaxTiff.FaxTiff");
        fax.Image = Path.GetFullPath(file);
        Console.WriteLine("ReceiveTime     {0}", fax.ReceiveTime);
        Console.WriteLine("Tsid            {0}", fax.Tsid);
        Console.WriteLine("Csid            {0}", fax.Csid);
        Console.WriteLine("CallerId        {0}", fax.CallerId);
        Console.WriteLine("Routing         {0}", fax.Routing);
        Console.WriteLine("SenderName      {0}", fax.SenderName);
        Console.WriteLine("RecipientName   {0}", fax.RecipientName);
        Console.WriteLine("RecipientNumber {0}", fax.RecipientNumber);
        Console.WriteLine("ImageWidth      {0}", fax.TiffTagString(256));
        return 0;
    }

    [STAThread]
    static int Main(string[] given)
    {
        string what = given.Length + " " + (given.Length > 0 ? given[0] : "");
        try
        {
            switch (what)
            {
                case "3 send": return Send(given[1], given[2]);
                case "1 ports": return Ports(0);
                case "2 ports": return Ports(int.Parse(given[1]));
                case "1 jobs": return Jobs();
                case "2 cancel": return Cancel(int.Parse(given[1]));
                case "2 tiff": return Tiff(given[1]);
            }
        }
        catch (System.Runtime.InteropServices.COMException error)
        {
            Console.Error.WriteLine("{0} (0x{1:X8})", error.Message, error.ErrorCode);
            return 1;
        }
        Console.Error.WriteLine("Fax send FILE NUMBER | ports [ROUNDS] | jobs | cancel JOB | tiff FILE");
        return 2;
    }
}
