"""The library in C, found beside this file and loaded when it is first needed; ctypes lets other threads run meanwhile."""

from __future__ import annotations

import ctypes
import json
import os
import threading
from pathlib import Path
from typing import Any, Mapping, Optional, Tuple

from .errors import DemarcheError, from_call

#: The interface that this package is written for: DEMARCHE_ABI of demarche.h.
ABI = 1

DONE, FAILED, USAGE, REJECTED = 0, 1, 2, 3

NATIVE = Path(__file__).parent / "_native"


class Bytes(ctypes.Structure):
    """demarche_bytes: what the library hands out, until it is taken."""

    _fields_ = [("bytes", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    def take(self) -> bytes:
        if not self.bytes:
            return b""
        try:
            return ctypes.string_at(self.bytes, self.length)
        finally:
            library().demarche_free(self.bytes)
            self.bytes = None


class ArrowArrayStream(ctypes.Structure):
    """ArrowArrayStream of Arrow's C stream interface."""


ArrowArrayStream._fields_ = [
    ("get_schema", ctypes.c_void_p),
    ("get_next", ctypes.c_void_p),
    ("get_last_error", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowArrayStream))),
    ("private_data", ctypes.c_void_p),
]

_P = ctypes.c_void_p
_TEXT = ctypes.c_char_p
_OUT = ctypes.POINTER(Bytes)
_HANDLE = ctypes.POINTER(ctypes.c_void_p)
_LINES = [_P, _TEXT, ctypes.c_size_t, _TEXT, _OUT, _OUT, _OUT]

_FUNCTIONS = {
    "demarche_open_coder": [_TEXT, _TEXT, _HANDLE, _OUT],
    "demarche_code": _LINES,
    "demarche_parse": _LINES,
    "demarche_mentions": _LINES,
    "demarche_claims": _LINES,
    "demarche_explain": _LINES,
    "demarche_open_ledger": [_P, _TEXT, _TEXT, _HANDLE, _OUT],
    "demarche_ask": [_P, _TEXT, _TEXT, _HANDLE, _OUT],
    "demarche_next": [_P, _OUT, _OUT],
    "demarche_arrow": [_P, ctypes.POINTER(ArrowArrayStream), _OUT],
    "demarche_draw": [_P, _TEXT, _TEXT, _OUT, _OUT],
    "demarche_begin_ingest": [_P, _TEXT, _HANDLE, _OUT],
    "demarche_ingest_lines": [_P, _TEXT, ctypes.c_size_t, _TEXT, _OUT, _OUT],
    "demarche_finish_ingest": [_P, _OUT, _OUT],
}
_PROCEDURES = {
    "demarche_version": [_OUT],
    "demarche_free": [_P],
    "demarche_close_coder": [_P],
    "demarche_close_ledger": [_P],
    "demarche_columns": [_P, _OUT],
    "demarche_summary": [_P, _OUT],
    "demarche_close_answer": [_P],
    "demarche_close_ingest": [_P],
}

_lock = threading.Lock()
_library: Optional[ctypes.CDLL] = None


def _after_fork() -> None:
    # Another thread may have held it when the process forked.
    global _lock
    _lock = threading.Lock()


os.register_at_fork(after_in_child=_after_fork)


def library() -> ctypes.CDLL:
    """The library; loaded by the first call."""
    global _library
    if _library is None:
        with _lock:
            if _library is None:
                _library = _load()
    return _library


def _load() -> ctypes.CDLL:
    path = os.environ.get("DEMARCHE_LIBRARY") or str(NATIVE / "libDemarcheC.so")
    try:
        loaded = ctypes.CDLL(path)
    except OSError as error:
        raise DemarcheError(
            f"the library cannot be loaded: {error}", file=path,
            help="install the wheel for this system, or build it: scripts/build-wheel",
        ) from error
    loaded.demarche_abi.restype = ctypes.c_int32
    loaded.demarche_abi.argtypes = []
    if loaded.demarche_abi() != ABI:
        raise DemarcheError(
            f"the library has interface {loaded.demarche_abi()}, this package needs {ABI}", file=path,
            help="install package and library of one version",
        )
    for name, arguments in _FUNCTIONS.items():
        function = getattr(loaded, name)
        function.argtypes = arguments
        function.restype = ctypes.c_int32
    for name, arguments in _PROCEDURES.items():
        function = getattr(loaded, name)
        function.argtypes = arguments
        function.restype = None
    return loaded


def pack_path() -> str:
    """The pack that is used when none is named: DEMARCHE_PACK, else that of the wheel."""
    return os.environ.get("DEMARCHE_PACK") or str(NATIVE / "demarche.pack")


def options(values: Mapping[str, Any]) -> Optional[bytes]:
    """Options or parameters as the library takes them, without those that are None."""
    given = {name: value for name, value in values.items() if value is not None}
    if not given:
        return None
    return json.dumps(given, default=str).encode("ascii")


def call(name: str, *arguments: Any) -> int:
    """Calls a function whose last argument is the error, and raises what it says."""
    error = Bytes()
    status = getattr(library(), name)(*arguments, ctypes.byref(error))
    if status in (FAILED, USAGE):
        raise from_call(error.take())
    return status


def opened(name: str, *arguments: Any) -> ctypes.c_void_p:
    """Calls a function that opens something."""
    handle = ctypes.c_void_p()
    call(name, *arguments, ctypes.byref(handle))
    return handle


def lines_in(
    name: str, coder: ctypes.c_void_p, lines: bytes, values: Mapping[str, Any]
) -> Tuple[bytes, bytes, int]:
    """Calls a function that reads report lines; what it writes, what it says beside, and the status."""
    output, messages = Bytes(), Bytes()
    status = call(
        name, coder, lines, len(lines), options(values), ctypes.byref(output), ctypes.byref(messages)
    )
    return output.take(), messages.take(), status
