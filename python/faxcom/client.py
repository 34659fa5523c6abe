"""What scripts for win32com.client call: `client.Dispatch(ProgID)`."""

from ._dispatch import Dispatch, com_error

DispatchEx = Dispatch

__all__ = ["Dispatch", "DispatchEx", "com_error"]
