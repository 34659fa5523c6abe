"""libfaxcom's C functions and structures, as 64-bit Windows lays them out. Nothing here knows FaxCom."""

import ctypes as c
import os
import uuid

HRESULT = c.c_int32
METHOD, GET, PUT, PUTREF = 1, 2, 4, 8  # DISPATCH_...
DISPID_NEWENUM, DISPID_PROPERTYPUT = -4, -3
DISP_E_EXCEPTION = 0x80020009
DISP_E_UNKNOWNNAME = 0x80020006
S_OK, S_FALSE = 0, 1


class GUID(c.Structure):
    _fields_ = [("bytes", c.c_ubyte * 16)]

    @classmethod
    def of(cls, text):
        return cls.from_buffer_copy(uuid.UUID(text).bytes_le)


class VARIANT(c.Structure):
    class Value(c.Union):
        _fields_ = [
            ("i1", c.c_int8), ("ui1", c.c_uint8), ("i2", c.c_int16), ("ui2", c.c_uint16),
            ("i4", c.c_int32), ("ui4", c.c_uint32), ("i8", c.c_int64), ("ui8", c.c_uint64),
            ("r4", c.c_float), ("r8", c.c_double), ("pointer", c.c_void_p), ("whole", c.c_uint64 * 2),
        ]

    _anonymous_ = ["value"]
    _fields_ = [("vt", c.c_uint16), ("reserved", c.c_uint16 * 3), ("value", Value)]


class DISPPARAMS(c.Structure):
    _fields_ = [("arguments", c.POINTER(VARIANT)), ("named", c.POINTER(c.c_int32)), ("count", c.c_uint32),
                ("named_count", c.c_uint32)]


class EXCEPINFO(c.Structure):
    _fields_ = [("code", c.c_uint16), ("reserved", c.c_uint16), ("source", c.c_void_p), ("description", c.c_void_p),
                ("help_file", c.c_void_p), ("help_context", c.c_uint32), ("more", c.c_void_p), ("fill_in", c.c_void_p),
                ("scode", c.c_int32)]


assert (c.sizeof(VARIANT), c.sizeof(DISPPARAMS), c.sizeof(EXCEPINFO)) == (24, 24, 64)

IID_NULL = GUID()
IID_IDISPATCH = GUID.of("00020400-0000-0000-C000-000000000046")
IID_IENUMVARIANT = GUID.of("00020404-0000-0000-C000-000000000046")
CLSCTX_INPROC_SERVER = 1

library = c.CDLL(os.environ.get("FAXCOM_LIBRARY", "libfaxcom.so.1"))


def _function(name, result, *arguments):
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments
    return function


SysAllocStringLen = _function("SysAllocStringLen", c.c_void_p, c.c_char_p, c.c_uint)
SysStringByteLen = _function("SysStringByteLen", c.c_uint, c.c_void_p)
SysFreeString = _function("SysFreeString", None, c.c_void_p)
VariantClear = _function("VariantClear", HRESULT, c.POINTER(VARIANT))
CLSIDFromProgID = _function("CLSIDFromProgID", HRESULT, c.c_char_p, c.POINTER(GUID))
CoCreateInstance = _function("CoCreateInstance", HRESULT, c.POINTER(GUID), c.c_void_p, c.c_uint32, c.POINTER(GUID),
                             c.POINTER(c.c_void_p))


def utf16(text):
    """A text for a function that takes LPCOLESTR: UTF-16 with its end."""
    return text.encode("utf-16-le", "surrogatepass") + b"\0\0"


def make_bstr(text):
    units = text.encode("utf-16-le", "surrogatepass")
    return SysAllocStringLen(units, len(units) // 2)


def text_of(bstr):
    """The text of a BSTR; a null one is empty. The BSTR stays the caller's."""
    return c.string_at(bstr, SysStringByteLen(bstr)).decode("utf-16-le", "replace") if bstr else ""


def take_bstr(bstr):
    """The same, and frees it."""
    text = text_of(bstr)
    SysFreeString(bstr)
    return text


def slot(number, result, *arguments):
    """A function that calls a slot of an object's vtable: f(pointer, ...)."""
    prototype = c.CFUNCTYPE(result, c.c_void_p, *arguments)

    def call(pointer, *given):
        table = c.c_void_p.from_address(pointer).value
        return prototype(c.c_void_p.from_address(table + number * c.sizeof(c.c_void_p)).value)(pointer, *given)

    return call


QueryInterface = slot(0, HRESULT, c.POINTER(GUID), c.POINTER(c.c_void_p))
AddRef = slot(1, c.c_uint32)
Release = slot(2, c.c_uint32)
GetIDsOfNames = slot(5, HRESULT, c.POINTER(GUID), c.POINTER(c.c_char_p), c.c_uint, c.c_uint32, c.POINTER(c.c_int32))
Invoke = slot(6, HRESULT, c.c_int32, c.POINTER(GUID), c.c_uint32, c.c_uint16, c.POINTER(DISPPARAMS),
              c.POINTER(VARIANT), c.POINTER(EXCEPINFO), c.POINTER(c.c_uint))
EnumNext = slot(3, HRESULT, c.c_uint32, c.POINTER(VARIANT), c.POINTER(c.c_uint32))  # of IEnumVARIANT
