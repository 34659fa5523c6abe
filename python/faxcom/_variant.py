"""Python's values as VARIANTs and back, as win32com does it."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

from ._ole import VARIANT, AddRef, make_bstr, text_of

EPOCH = datetime(1899, 12, 30, tzinfo=timezone.utc)
"""DATE 0. A duration such as FaxStatus.ElapsedTime comes as a date too: minus EPOCH it is a timedelta."""

VT_EMPTY, VT_NULL, VT_I2, VT_I4, VT_R4, VT_R8, VT_CY, VT_DATE, VT_BSTR, VT_DISPATCH = range(10)
VT_ERROR, VT_BOOL, VT_UNKNOWN = 10, 11, 13
VT_I1, VT_UI1, VT_UI2, VT_UI4, VT_I8, VT_UI8, VT_INT, VT_UINT = 16, 17, 18, 19, 20, 21, 22, 23

NUMBERS = {
    VT_I1: "i1", VT_UI1: "ui1", VT_I2: "i2", VT_UI2: "ui2", VT_I4: "i4", VT_UI4: "ui4", VT_I8: "i8", VT_UI8: "ui8",
    VT_INT: "i4", VT_UINT: "ui4", VT_R4: "r4", VT_R8: "r8", VT_ERROR: "i4",
}


def date_of(days):
    """A DATE as datetime: before 1899 the fraction counts forward from the day all the same."""
    whole = int(days)
    return EPOCH + timedelta(days=whole, milliseconds=round(abs(days - whole) * 86_400_000))


def days_of(date):
    since = (date if date.tzinfo else date.replace(tzinfo=timezone.utc)) - EPOCH
    fraction = (since - timedelta(days=since.days)) / timedelta(days=1)
    return since.days + fraction if since.days >= 0 else since.days - fraction


def filetime(currency):
    """FaxTiff.RawReceiveTime as datetime: a FILETIME (100 ns since 1601, UTC) in a currency's 64 bits."""
    return datetime(1601, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=int(currency * 10_000) // 10)


def fill(variant, value):
    """Makes an empty VARIANT hold `value`; who owns the VARIANT clears it."""
    if value is None:
        variant.vt = VT_NULL
    elif isinstance(value, bool):
        variant.vt, variant.i2 = VT_BOOL, -1 if value else 0
    elif isinstance(value, int):
        if -(1 << 31) <= value < 1 << 31:
            variant.vt, variant.i4 = VT_I4, value
        elif -(1 << 63) <= value < 1 << 63:
            variant.vt, variant.i8 = VT_I8, value
        else:
            raise OverflowError(f"{value} does not fit into 64 bits")
    elif isinstance(value, float):
        variant.vt, variant.r8 = VT_R8, value
    elif isinstance(value, str):
        variant.vt, variant.pointer = VT_BSTR, make_bstr(value)
    elif isinstance(value, Decimal):
        variant.vt, variant.i8 = VT_CY, int((value * 10_000).to_integral_value())
    elif isinstance(value, datetime):
        variant.vt, variant.r8 = VT_DATE, days_of(value)
    elif hasattr(value, "_pointer_"):
        AddRef(value._pointer_)
        variant.vt, variant.pointer = VT_DISPATCH, value._pointer_
    else:
        raise TypeError(f"FaxCom takes no {type(value).__name__}")


def read(variant, wrap):
    """The value in a VARIANT, which stays the caller's; `wrap(pointer)` makes an object of an interface."""
    kind = variant.vt
    if kind in (VT_EMPTY, VT_NULL):
        return None
    if kind in NUMBERS:
        return getattr(variant, NUMBERS[kind])
    if kind == VT_BOOL:
        return variant.i2 != 0
    if kind == VT_CY:
        return Decimal(variant.i8) / 10_000
    if kind == VT_DATE:
        return date_of(variant.r8)
    if kind == VT_BSTR:
        return text_of(variant.pointer)
    if kind in (VT_DISPATCH, VT_UNKNOWN):
        return wrap(variant.pointer) if variant.pointer else None
    raise TypeError(f"a VARIANT of type {kind} is not known here")
