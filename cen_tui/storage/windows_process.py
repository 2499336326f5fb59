"""Whether a process runs on Windows, where a signal that only asks would end it."""

import sys
from typing import Final, Protocol

_MAY_ASK: Final = 0x1000
"""PROCESS_QUERY_LIMITED_INFORMATION."""
_STILL_ACTIVE: Final = 259
_ACCESS_DENIED: Final = 5
_LARGEST: Final = 0xFFFFFFFF
"""A process's number is a DWORD."""


class Kernel(Protocol):
    """What is asked of kernel32."""

    def open_process(self, pid: int) -> int:
        """Return a handle; raises `OSError` with the system's code as its `errno`."""

    def exit_code(self, handle: int) -> int:
        """Return what GetExitCodeProcess gives; raises `OSError`."""

    def created(self, handle: int) -> int:
        """Return when the process was created, as GetProcessTimes gives it; raises `OSError`."""

    def close(self, handle: int) -> None:
        """Give a handle back."""


def start_of(pid: int, kernel: Kernel) -> str | None:
    """Return when a running process was created; empty where that is hidden, None where none runs.

    Source: https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openprocess
    """
    if not 0 < pid <= _LARGEST:
        return None
    try:
        handle = kernel.open_process(pid)
    except OSError as error:
        return "" if error.errno == _ACCESS_DENIED else None
    try:
        # One that has ended stays known for as long as anybody has a handle of it.
        return str(kernel.created(handle)) if kernel.exit_code(handle) == _STILL_ACTIVE else None
    except OSError:
        return ""
    finally:
        kernel.close(handle)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class Kernel32:
        """The system's own."""

        def __init__(self) -> None:
            self._library = ctypes.WinDLL("kernel32", use_last_error=True)
            self._library.OpenProcess.restype = wintypes.HANDLE
            self._library.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
            self._library.GetExitCodeProcess.argtypes = (wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD))
            times = ctypes.POINTER(wintypes.FILETIME)
            self._library.GetProcessTimes.argtypes = (wintypes.HANDLE, times, times, times, times)
            self._library.CloseHandle.argtypes = (wintypes.HANDLE,)

        def open_process(self, pid: int) -> int:
            """Ask OpenProcess for no more than may be known of any process."""
            handle = self._library.OpenProcess(_MAY_ASK, False, pid)  # noqa: FBT003 - not to be inherited
            if not handle:
                raise _failed()
            return int(handle)

        def exit_code(self, handle: int) -> int:
            """Ask GetExitCodeProcess."""
            code = wintypes.DWORD()
            if not self._library.GetExitCodeProcess(handle, ctypes.byref(code)):
                raise _failed()
            return code.value

        def created(self, handle: int) -> int:
            """Ask GetProcessTimes."""
            created, *others = (wintypes.FILETIME() for _ in range(4))
            if not self._library.GetProcessTimes(
                handle, ctypes.byref(created), *(ctypes.byref(each) for each in others)
            ):
                raise _failed()
            return created.dwHighDateTime << 32 | created.dwLowDateTime

        def close(self, handle: int) -> None:
            """Ask CloseHandle."""
            self._library.CloseHandle(handle)

    def _failed() -> OSError:
        return OSError(ctypes.get_last_error(), "kernel32 refused")
