#!/usr/bin/python3
"""Faxes by the FaxCom objects, in Python:

    fax.py send FILE NUMBER    send a file and wait for its end
    fax.py ports [ROUNDS]      what all ports are doing, every second (for ever, or so often)
    fax.py jobs                the queue
    fax.py cancel JOB          take a fax out of it
    fax.py tiff FILE           what a received fax says of itself

On Windows the same script runs with `from win32com.client import Dispatch`.
"""

import os
import sys
import time

from faxcom import Dispatch, com_error


def connected():
    server = Dispatch("FaxServer.FaxServer")
    server.Connect("")  # or a host, \\host\share, http(s)://host:port
    return server


def send(file, number):
    server = connected()
    document = server.CreateDocument(os.path.abspath(file))
    document.FaxNumber = number
    document.DisplayName = os.path.basename(file)
    job = document.Send()  # the file is no longer needed
    print(f"fax {job} to {number}")
    shown = ""
    while entry := next((entry for entry in server.GetJobs() if entry.JobId == job), None):
        text = f"{entry.QueueStatus}, {entry.DeviceStatus}"
        if text != shown:
            print(text)
        shown = text
        if entry.QueueStatus in ("Failed", "Retries Exceeded"):
            return 1
        time.sleep(0.2)
    print("sent")  # a fax that ended well has left the queue
    return 0


def ports(rounds="0"):
    states = [port.GetStatus() for port in connected().GetPorts()]
    done = 0
    while True:
        for state in states:
            state.Refresh()
            page = f"page {state.CurrentPage}" if state.CurrentPage else ""
            percent = "" if state.Percent is None else f"{state.Percent:.0f} %"
            print(f"{state.DeviceId:3} {state.DeviceName:12} {state.Description:14} {state.Address or state.CallerId:16} "
                  f"{page:8} {percent:5} {state.BitRate or ''}")
        done += 1
        if done == int(rounds):
            return 0
        time.sleep(1)


def jobs():
    for job in connected().GetJobs():
        print(f"{job.JobId:5} {job.QueueStatus:14} {job.FaxNumber:16} {job.PageCount:4} {job.DisplayName}")
    return 0


def cancel(number):
    job = next((job for job in connected().GetJobs() if job.JobId == int(number)), None)
    if job is None:
        print(f"there is no fax {number} in the queue", file=sys.stderr)
        return 1
    job.SetStatus(1)  # JC_DELETE
    print(f"fax {number} is cancelled")
    return 0


def tiff(file):
    fax = Dispatch("FaxTiff.FaxTiff")
    fax.Image = os.path.abspath(file)
    for name in ("ReceiveTime", "Tsid", "Csid", "CallerId", "Routing", "SenderName", "RecipientName", "RecipientNumber"):
        print(f"{name:16} {getattr(fax, name)}")
    print(f"{'ImageWidth':16} {fax.TiffTagString(256)}")
    return 0


COMMANDS = {"send": send, "ports": ports, "jobs": jobs, "cancel": cancel, "tiff": tiff}

if __name__ == "__main__":
    try:
        sys.exit(COMMANDS[sys.argv[1]](*sys.argv[2:]))
    except (IndexError, KeyError, TypeError):
        sys.exit(__doc__)
    except com_error as error:
        sys.exit(str(error))
