"""The Python package against a running server: `python3 -m unittest`-style, started by
tests/program/faxcom_python_test.sh. Needs FAXCOM_LIBRARY, CASELLI_URL, CASELLI_TOKEN, DATA_DIR and WORK."""

import gc
import json
import os
import pydoc
import re
import shutil
import signal
import struct
import subprocess
import time
import unittest
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import faxcom as win32com  # was: import win32com.client
from faxcom import _ole, _variant

UTC = timezone.utc
CHART = os.path.join(os.environ["DATA_DIR"], "charts", "itu1.tif")
NOT_CONNECTED = 0x800708CA
NOT_FOUND = 0x80070490
E_INVALIDARG = 0x80070057
UNREACHABLE = 0x800706BA
TIMED_OUT = 0x800705B4
ACCESS_DENIED = 0x80070005
FILE_NOT_FOUND = 0x80070002
INVALID_DATA = 0x8007000D
E_FAIL = 0x80004005
CASELLI = os.path.join(os.environ["CASELLI"], "caselli")
PLAIN = {**os.environ, "LD_PRELOAD": ""}  # for programs that bring their own runtime


def code_of(call, *arguments):
    """The HRESULT a call fails with; 0 when it does not."""
    try:
        call(*arguments)
    except win32com.com_error as error:
        assert len(error.text) > 20, error.text  # a sentence
        return error.code
    return 0


def connected():
    server = win32com.client.Dispatch("FaxServer.FaxServer")
    server.Connect("")
    return server


class Values(unittest.TestCase):
    """Dates of the documentation of DATE: 0 is 30 December 1899, -1.25 is 29 December 06:00."""

    DATES = [(0.0, datetime(1899, 12, 30, tzinfo=UTC)), (2.0, datetime(1900, 1, 1, tzinfo=UTC)),
             (5.25, datetime(1900, 1, 4, 6, tzinfo=UTC)), (5.875, datetime(1900, 1, 4, 21, tzinfo=UTC)),
             (-1.25, datetime(1899, 12, 29, 6, tzinfo=UTC)), (25569.0, datetime(1970, 1, 1, tzinfo=UTC))]

    def test_dates(self):
        for days, date in self.DATES:
            self.assertEqual(_variant.date_of(days), date, days)
            self.assertAlmostEqual(_variant.days_of(date), days, 9)

    def test_filetime_in_a_currency(self):
        unix_epoch = 116_444_736_000_000_000  # FILETIME of 1 January 1970
        self.assertEqual(win32com.filetime(Decimal(unix_epoch) / 10_000), datetime(1970, 1, 1, tzinfo=UTC))

    def test_variants_lie_as_on_64_bit_windows(self):
        variant = _ole.VARIANT()
        _variant.fill(variant, 0x12345678)
        self.assertEqual(bytes(variant)[:12], struct.pack("<HHHHI", 3, 0, 0, 0, 0x12345678))
        _variant.fill(variant, True)
        self.assertEqual(bytes(variant)[:2] + bytes(variant)[8:10], struct.pack("<Hh", 11, -1))

    def test_every_value_comes_back(self):
        moment = datetime(2026, 2, 3, 4, 5, 6, 789000, tzinfo=UTC)
        for value in (None, True, False, 0, -1, 2**31 - 1, -2**31, 2**31, -2**63, 1.5, "", "größe \U0001F4E0", "a\0b",
                      Decimal("-12.3456"), moment):
            variant = _ole.VARIANT()
            _variant.fill(variant, value)
            again = _variant.read(variant, None)
            self.assertEqual((again, type(again)), (value, type(value)))
            _ole.VariantClear(variant)

    def test_what_has_no_variant_is_refused(self):
        for value, error in ((2**63, OverflowError), (b"bytes", TypeError), ([1], TypeError), (object(), TypeError)):
            with self.assertRaises(error):
                _variant.fill(_ole.VARIANT(), value)


class Members(unittest.TestCase):
    def setUp(self):
        self.server = connected()

    def test_properties_in_any_case(self):
        self.server.RETRIES = 5
        self.assertEqual((self.server.Retries, self.server.retries), (5, 5))
        self.server.Retries = 2
        self.assertEqual(self.server.Retries, 2)

    def test_true_of_every_kind(self):
        for value in (1, -1, True, "1"):
            self.server.Branding = 0
            self.server.Branding = value
            self.assertEqual(self.server.Branding, 1, value)

    def test_collections(self):
        ports = self.server.GetPorts()
        self.assertEqual((ports.Count, len(ports)), (2, 2))
        self.assertEqual([port.DeviceId for port in ports], [ports.Item(1).DeviceId, ports.Item("2").DeviceId])
        self.assertEqual([len(list(ports)), len(list(ports))], [2, 2])  # again from the start

    def test_errors_have_code_and_sentence(self):
        with self.assertRaises(win32com.com_error) as failed:
            self.server.GetPorts().Item(3)
        error = failed.exception
        self.assertEqual((error.hresult & 0xFFFFFFFF, error.code), (0x80020009, E_INVALIDARG))
        self.assertEqual(error.excepinfo[1:3], ("FaxPorts", "there is no item 3: they count from 1 to 2"))
        self.assertEqual(error.args, (error.hresult, error.strerror, error.excepinfo, None))
        self.assertIn("there is no item 3", str(error))

    def test_an_argument_that_cannot_be_converted_is_named(self):
        with self.assertRaises(win32com.com_error) as failed:
            self.server.Retries = "many"
        self.assertEqual((failed.exception.code, failed.exception.argerror), (0x80020005, 0))

    def test_names_that_are_not_there(self):
        for name in ("Nothing", "gröẞe"):
            with self.assertRaises(AttributeError):
                getattr(self.server, name)
            with self.assertRaises(AttributeError):
                setattr(self.server, name, 1)

    def test_not_connected_and_disconnected(self):
        fresh = win32com.Dispatch("FaxServer.FaxServer.1")
        port = self.server.GetPorts().Item(1)
        self.server.DisConnect()
        for call in (fresh.GetPorts, port.GetStatus):
            with self.assertRaises(win32com.com_error) as failed:
                call()
            self.assertEqual(failed.exception.code, NOT_CONNECTED)

    def test_a_server_that_is_not_there(self):
        self.assertEqual(code_of(win32com.Dispatch("FaxServer.FaxServer").Connect, "127.0.0.1:9"), UNREACHABLE)

    def test_a_token_that_is_unknown(self):
        token, os.environ["CASELLI_TOKEN"] = os.environ["CASELLI_TOKEN"], "unknown"
        try:
            self.assertEqual(code_of(win32com.Dispatch("FaxServer.FaxServer").Connect, ""), ACCESS_DENIED)
        finally:
            os.environ["CASELLI_TOKEN"] = token

    def test_a_job_that_is_gone(self):
        self.server.PauseServerQueue = True
        document = self.server.CreateDocument(CHART)
        document.FaxNumber = "1002"
        number = document.Send()
        job = next(job for job in self.server.GetJobs() if job.JobId == number)
        self.assertEqual(code_of(job.SetStatus, 9), E_INVALIDARG)
        job.SetStatus(1)
        self.assertEqual(code_of(job.Refresh), NOT_FOUND)
        self.server.PauseServerQueue = False

    def test_documents_and_files_that_are_no_good(self):
        nothing, broken = (os.path.join(os.environ["WORK"], name) for name in ("nothing.tif", "broken.tif"))
        with open(broken, "wb") as file:
            file.write(b"\x1f\x8b no TIFF")
        document = self.server.CreateDocument(nothing)
        self.assertEqual(code_of(document.Send), E_INVALIDARG)  # no number
        document.FaxNumber = "1002"
        self.assertEqual(code_of(document.Send), FILE_NOT_FOUND)
        document.FileName = broken
        self.assertEqual(code_of(document.Send), INVALID_DATA)
        tiff = win32com.Dispatch("FaxTiff.FaxTiff")
        self.assertEqual(code_of(getattr, tiff, "Tsid"), E_FAIL)
        self.assertEqual(code_of(setattr, tiff, "Image", nothing), FILE_NOT_FOUND)
        self.assertEqual(code_of(setattr, tiff, "Image", broken), INVALID_DATA)

    def test_a_server_that_goes_and_comes_back(self):
        data = os.path.join(os.environ["WORK"], "other")

        def serve(address):
            server = subprocess.Popen([CASELLI, "serve", "--data", data, "--listen", address], env=PLAIN,
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            return server, re.search(r"127\.0\.0\.1:\d+", server.stdout.readline())[0]

        there, address = serve("127.0.0.1:0")
        token = os.environ["CASELLI_TOKEN"]
        with open(os.path.join(data, "admin.token"), encoding="ascii") as file:
            os.environ["CASELLI_TOKEN"] = file.read().strip()
        try:
            server = win32com.Dispatch("FaxServer.FaxServer")
            server.Connect(address)
            status = server.GetPorts().Item(1).GetStatus()
            there.kill()
            there.wait()
            for call in (status.Refresh, server.GetPorts):
                self.assertEqual(code_of(call), UNREACHABLE)
            self.assertEqual(status.DeviceId, 1)  # the snapshot stays
            there.stdout.close()
            there, _ = serve(address)
            status.Refresh()
            self.assertEqual(len(server.GetPorts()), 2)
            there.send_signal(signal.SIGSTOP)  # as a network that was cut: nothing is refused
            self.assertIn(code_of(status.Refresh), (UNREACHABLE, TIMED_OUT))
            there.send_signal(signal.SIGCONT)
            status.Refresh()
        finally:
            os.environ["CASELLI_TOKEN"] = token
            there.kill()
            there.wait()
            there.stdout.close()

    def test_classes_that_are_not_there(self):
        for name in ("Nothing.Nothing", "FaxPort.FaxPort", ""):
            with self.assertRaises(win32com.com_error):
                win32com.Dispatch(name)

    def test_help_shows_the_members(self):
        text = pydoc.render_doc(self.server, renderer=pydoc.plaintext)
        for words in ("Connect(self, argument)", "attach to a fax server", "RetryDelay", "minutes between two attempts"):
            self.assertIn(words, text)
        self.assertIn("PauseServerQueue", dir(self.server))

    def test_objects_hold_what_they_need_and_leave_nothing(self):
        _can_unload = _ole._function("DllCanUnloadNow", _ole.HRESULT)
        port = connected().GetPorts().Item(1)  # server and collection go at once
        self.assertEqual(port.GetStatus().DeviceId, port.DeviceId)
        del port, self.server
        gc.collect()
        self.assertEqual(_can_unload(), 0)


class Faxes(unittest.TestCase):
    """The classes of examples: send a file that is deleted at once, watch it, read what came."""

    def test_a_fax_is_sent_watched_and_read(self):
        server = connected()
        file = os.path.join(os.environ["WORK"], "größe.tif")
        shutil.copy(CHART, file)
        document = server.CreateDocument(file)
        document.FaxNumber = "1002"
        document.DisplayName = "größe"
        document.SenderName = ""
        job = document.Send()
        os.remove(file)
        status = next(port for port in server.GetPorts() if port.DeviceId == 1).GetStatus()
        seen = set()
        deadline = time.monotonic() + 300
        while job in [entry.JobId for entry in server.GetJobs()] and time.monotonic() < deadline:
            status.Refresh()
            if status.Send:
                seen.add((status.DocumentName, status.Address, status.State))
                self.assertGreaterEqual(status.Percent or 0, 0)
                self.assertIsInstance(status.StartTime, datetime)
                self.assertLess(status.ElapsedTime - win32com.EPOCH, timedelta(minutes=5))
        self.assertIn(("größe", "1002", "sending"), seen)

        received = os.path.join(os.environ["WORK"], "received.tif")
        inbox = subprocess.run([CASELLI, "inbox", "--json"], capture_output=True, text=True, check=True, env=PLAIN)
        fax = json.loads(inbox.stdout)["items"][0]["id"]
        subprocess.run([CASELLI, "fetch", str(fax), "-o", received], check=True, env=PLAIN)
        tiff = win32com.Dispatch("FaxTiff.FaxTiff")
        tiff.Image = received
        self.assertEqual((tiff.Tsid, tiff.Csid), ("1001", "1002"))
        self.assertLess(abs(win32com.filetime(tiff.RawReceiveTime) - datetime.now(UTC)), timedelta(hours=1))
        with self.assertRaises(win32com.com_error):
            tiff.Image = received + ".missing"


if __name__ == "__main__":
    unittest.main(verbosity=2)
