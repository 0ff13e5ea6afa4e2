"""Two folders change places in one step, where the system can do that."""

import ctypes
import errno
import os
import sys
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""Both from Linux's ``renameat2(2)``."""

UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}
"""What a kernel or file system says that cannot exchange; other errors are real ones."""


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of one file system change places; False where that is not supported."""
    renameat2 = _renameat2()
    if renameat2 is None:
        return False
    paths = (AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other))
    if renameat2(*paths, RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def _renameat2() -> "ctypes._NamedFuncPointer | None":
    if not sys.platform.startswith("linux"):
        return None
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)  # not in musl < 1.2.4
    if function is not None:
        path, flags = ctypes.c_char_p, ctypes.c_uint
        function.argtypes = (ctypes.c_int, path, ctypes.c_int, path, flags)
    return function
