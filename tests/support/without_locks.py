"""Runs a program for which the kernel has no file locks, as a network disk without a lock server has none.

Run as `python without_locks.py PROGRAM ARGUMENTS...`: flock(2) then fails with ENOLCK, by a filter of
seccomp(2), which needs no rights. It ends with `CANNOT` where this system takes no such filter.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from typing import Final

CANNOT: Final = 77
_FLOCK: Final = {"x86_64": 73, "aarch64": 32}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL_WITH = 0x7FFF0000, 0x00050000


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _take_locks_away() -> bool:
    number = _FLOCK.get(platform.machine())
    if sys.platform != "linux" or number is None:
        return False
    instructions = (
        (_LOAD, 0, 0, 0),  # the number of the system call
        (_JUMP_IF_EQUAL, 0, 1, number),
        (_RETURN, 0, 0, _FAIL_WITH | errno.ENOLCK),
        (_RETURN, 0, 0, _ALLOW),
    )
    code = b"".join(struct.pack("HBBI", *each) for each in instructions)
    program = _Program(len(instructions), code)
    prctl = ctypes.CDLL(None).prctl
    return not prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) and not prctl(_SECCOMP, _FILTER, ctypes.byref(program))


if __name__ == "__main__":
    if not _take_locks_away():
        sys.exit(CANNOT)
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - what the test named
