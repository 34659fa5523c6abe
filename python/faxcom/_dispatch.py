"""Objects of FaxCom as Python objects, through slots 0, 2, 5 and 6 of their vtable."""

import ctypes as c

from . import _ole as ole
from ._members import INTERFACES
from ._variant import fill, read


class com_error(Exception):
    """A call that failed, like pywintypes.com_error: (hresult, strerror, excepinfo, argerror).

    `code` is the HRESULT of the member itself, as a number from 0x80000000, and `text` its sentence.
    """

    def __init__(self, hresult, strerror, excepinfo=None, argerror=None):
        super().__init__(hresult, strerror, excepinfo, argerror)
        self.hresult, self.strerror, self.excepinfo, self.argerror = hresult, strerror, excepinfo, argerror
        self.code = (excepinfo[5] if excepinfo else hresult) & 0xFFFFFFFF
        self.text = excepinfo[2] if excepinfo and excepinfo[2] else strerror

    def __str__(self):
        return f"{self.text} (0x{self.code:08X})"


WORDS = {
    0x80020003: "Member not found.", 0x80020004: "Parameter not found.", 0x80020005: "Type mismatch.",
    0x80020006: "Unknown name.", 0x80020007: "No named arguments.", ole.DISP_E_EXCEPTION: "Exception occurred.",
    0x8002000A: "Out of present range.", 0x8002000E: "Invalid number of parameters.",
    0x8002000F: "Parameter not optional.", 0x80040154: "Class not registered", 0x800401F3: "Invalid class string",
    0x80004002: "No such interface supported",
}


def check(hresult, what):
    if hresult < 0:
        raise com_error(hresult, WORDS.get(hresult & 0xFFFFFFFF, "") or what)


class CDispatch:
    """A COM object. What it offers is in its class: FaxServer, FaxPort ..."""

    __slots__ = ("_pointer_", "__weakref__")

    def __init__(self, pointer):  # takes over one reference
        object.__setattr__(self, "_pointer_", pointer)

    def __del__(self):
        if getattr(self, "_pointer_", None) and ole.Release:
            ole.Release(self._pointer_)

    def _number_(self, name):
        ids = c.c_int32()
        text = c.c_char_p(ole.utf16(name))
        code = ole.GetIDsOfNames(self._pointer_, c.byref(ole.IID_NULL), c.byref(text), 1, 0, c.byref(ids))
        if code & 0xFFFFFFFF == ole.DISP_E_UNKNOWNNAME:
            raise AttributeError(f"{type(self).__name__} has no {name}")
        check(code, name)
        return ids.value

    def _invoke_(self, number, kinds, arguments=()):
        given = (ole.VARIANT * max(len(arguments), 1))()
        result = ole.VARIANT()
        try:
            for variant, value in zip(given, reversed(arguments)):  # the last one comes first
                fill(variant, value)
            named = c.c_int32(ole.DISPID_PROPERTYPUT)
            puts = bool(kinds & (ole.PUT | ole.PUTREF))
            parameters = ole.DISPPARAMS(given, c.pointer(named) if puts else None, len(arguments), 1 if puts else 0)
            failed, wrong = ole.EXCEPINFO(), c.c_uint(0xFFFFFFFF)
            code = ole.Invoke(self._pointer_, number, c.byref(ole.IID_NULL), 0, kinds, c.byref(parameters),
                              c.byref(result), c.byref(failed), c.byref(wrong))
            if code < 0:
                raise self._error_(code, failed, wrong.value)
            return read(result, wrap)
        finally:
            for variant in (*given, result):
                ole.VariantClear(c.byref(variant))

    @staticmethod
    def _error_(code, failed, wrong):
        words = WORDS.get(code & 0xFFFFFFFF, "")
        if code & 0xFFFFFFFF != ole.DISP_E_EXCEPTION:
            return com_error(code, words, None, None if wrong == 0xFFFFFFFF else wrong)
        texts = [ole.take_bstr(text) for text in (failed.source, failed.description, failed.help_file)]
        return com_error(code, words, (failed.code, texts[0], texts[1], texts[2] or None, failed.help_context,
                                       failed.scode))

    def __getattr__(self, name):  # names in another case, and what exists by late binding only
        if name.startswith("_"):
            raise AttributeError(name)
        known = type(self)._cases_.get(name.lower())
        if known is not None:
            return getattr(self, known)
        return self._invoke_(self._number_(name), ole.GET)

    def __setattr__(self, name, value):
        known = type(self)._cases_.get(name.lower())
        if known is not None and isinstance(getattr(type(self), known), property):
            return object.__setattr__(self, known, value)
        self._invoke_(self._number_(name), ole.PUT, (value,))

    def __eq__(self, other):
        return isinstance(other, CDispatch) and self._pointer_ == other._pointer_

    def __hash__(self):
        return hash(self._pointer_)

    def __repr__(self):
        return f"<COMObject {type(self).__name__}>"

    def __dir__(self):
        return sorted({*object.__dir__(self), *type(self)._cases_.values()})


class Collection(CDispatch):
    """A list that stays as it was when it was made: `for`, `len()`, and Item(n) from 1 on."""

    __slots__ = ()

    def __len__(self):
        return self.Count

    def __iter__(self):
        entries = self._invoke_(ole.DISPID_NEWENUM, ole.METHOD | ole.GET)
        while True:
            entry, fetched = ole.VARIANT(), c.c_uint32()
            code = ole.EnumNext(entries._pointer_, 1, c.byref(entry), c.byref(fetched))
            check(code, "the next item")
            if code != ole.S_OK or fetched.value == 0:
                return
            try:
                yield read(entry, wrap)
            finally:
                ole.VariantClear(c.byref(entry))


def _property(number, kinds, text):
    def get(self):
        return self._invoke_(number, ole.GET)

    def put(self, value):
        self._invoke_(number, ole.PUT if kinds & ole.PUT else ole.PUTREF, (value,))

    return property(get if kinds & ole.GET else None, put if kinds & (ole.PUT | ole.PUTREF) else None, None, text)


def _method(name, number, kinds, parameter, text):
    if parameter:
        def call(self, argument):
            return self._invoke_(number, kinds, (argument,))
    else:
        def call(self):
            return self._invoke_(number, kinds)
    call.__name__, call.__doc__ = name, text
    return call


def _make_class(interface):
    members = {"__slots__": (), "__doc__": interface["help"], "_iid_": ole.GUID.of(interface["iid"])}
    for name, number, kinds, parameter, text in interface["members"]:
        if kinds & ole.METHOD or parameter:
            members[name] = _method(name, number, kinds, parameter, text)
        else:
            members[name] = _property(number, kinds, text)
    members["_cases_"] = {name.lower(): name for name, *_ in interface["members"]}
    base = Collection if "Item" in members else CDispatch
    return type(interface["name"][1:], (base,), members)


_CLASSES = [_make_class(interface) for interface in INTERFACES]


class _Other(CDispatch):
    """An object that is none of FaxCom's, such as an enumeration."""

    __slots__ = ()
    _cases_ = {}


def _query(pointer, iid):
    found = c.c_void_p()
    return found.value if ole.QueryInterface(pointer, c.byref(iid), c.byref(found)) >= 0 else None


def wrap(pointer):
    """An object for an interface pointer, which keeps its own reference."""
    for made in _CLASSES:
        found = _query(pointer, made._iid_)
        if found:
            return made(found)
    found = _query(pointer, ole.IID_IENUMVARIANT) or _query(pointer, ole.IID_IDISPATCH)
    check(0 if found else -0x7FFFBFFE, "an object of FaxCom")
    return _Other(found)


def Dispatch(prog_id):
    """Makes an object: `Dispatch("FaxServer.FaxServer")` or `Dispatch("FaxTiff.FaxTiff")`."""
    clsid, made = ole.GUID(), c.c_void_p()
    check(ole.CLSIDFromProgID(ole.utf16(prog_id), c.byref(clsid)), prog_id)
    check(ole.CoCreateInstance(c.byref(clsid), None, ole.CLSCTX_INPROC_SERVER, c.byref(ole.IID_IDISPATCH),
                               c.byref(made)), prog_id)
    try:
        return wrap(made.value)
    finally:
        ole.Release(made.value)
