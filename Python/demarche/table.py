"""Answers of a ledger as tables that pandas, pyarrow, polars and DuckDB read."""

from __future__ import annotations

import ctypes
import json
from html import escape
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional

from . import _library
from .errors import MissingDependency
from .event import Record, html_table, read_records


def needed(module: str, install: str) -> Any:
    """Imports what only some users have.

    >>> needed("no_such_module", "no-such-package")
    Traceback (most recent call last):
    ...
    demarche.errors.MissingDependency: no_such_module is not installed
      help: pip install no-such-package
    """
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingDependency(f"{module} is not installed", help=f"pip install {install}") from error


class _Answer:
    """An answer that is open; by one thread at a time."""

    def __init__(self, ledger: ctypes.c_void_p, question: str, parameters: Mapping[str, Any]) -> None:
        self._close: Optional[Callable[[Any], None]] = None
        self.handle = _library.opened(
            "demarche_ask", ledger, question.encode(), _library.options(parameters)
        )
        self._close = _library.library().demarche_close_answer

    def columns(self) -> List[Record]:
        columns = _library.Bytes()
        _library.library().demarche_columns(self.handle, ctypes.byref(columns))
        found: List[Record] = json.loads(columns.take(), object_hook=Record)
        return found

    def summary(self) -> Optional[str]:
        summary = _library.Bytes()
        _library.library().demarche_summary(self.handle, ctypes.byref(summary))
        return summary.take().decode("utf-8") or None

    def batches(self) -> Iterator[bytes]:
        while True:
            lines = _library.Bytes()
            _library.call("demarche_next", self.handle, ctypes.byref(lines))
            batch = lines.take()
            if not batch:
                return
            yield batch

    def stream(self) -> Any:
        """The rows that are left as a PyCapsule of Arrow's stream interface."""
        stream = _library.ArrowArrayStream()
        _library.call("demarche_arrow", self.handle, ctypes.byref(stream))
        address = ctypes.addressof(stream)
        _streams[address] = stream
        return _new_capsule(address, _CAPSULE, _release)

    def __del__(self) -> None:
        if self._close is not None:
            self._close(self.handle)


class Table:
    """The rows of an answer, read from the ledger when they are asked for.

    Iterating gives a record a row and takes little memory, however long the answer is; ``len`` and ``to_dicts`` read
    all rows and keep them. ``to_arrow``, ``to_pandas`` and ``to_polars`` have typed columns, those of an empty answer
    too. Whatever reads Arrow's stream interface takes the table itself: ``pyarrow.table(t)``, ``polars.DataFrame(t)``,
    ``duckdb.sql("FROM t")``.
    """

    #: So many rows are shown in a notebook.
    SHOWN = 20

    def __init__(
        self, ledger: Callable[[], ctypes.c_void_p], question: str, parameters: Mapping[str, Any]
    ) -> None:
        self._ledger = ledger
        self._question = question
        self._parameters = dict(parameters)
        self._rows: Optional[List[Record]] = None
        # Asked at once, so that a wrong question is told where it is put.
        answer = self._ask()
        self.columns: List[Record] = answer.columns()
        #: What is to be said of the whole, in sentences; None where nothing is.
        self.summary: Optional[str] = answer.summary()
        self._first: Optional[_Answer] = answer

    def _ask(self) -> _Answer:
        return _Answer(self._ledger(), self._question, self._parameters)

    def _answer(self) -> _Answer:
        """An answer nobody has read of: the one that gave the columns, then others."""
        answer, self._first = self._first, None
        return answer if answer is not None else self._ask()

    @property
    def column_names(self) -> List[str]:
        return [column.name for column in self.columns]

    def __iter__(self) -> Iterator[Record]:
        if self._rows is not None:
            yield from self._rows
            return
        for batch in self._answer().batches():
            yield from read_records(batch)

    def _all(self) -> List[Record]:
        if self._rows is None:
            self._rows = [row for row in self]
        return self._rows

    def __len__(self) -> int:
        return len(self._all())

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    def to_dicts(self) -> List[Dict[str, Any]]:
        """All rows as the program writes them with ``--format jsonl``."""
        return [row.to_dict() for row in self._all()]

    def to_jsonl(self) -> bytes:
        """All rows as the bytes that the program writes with ``--format jsonl``."""
        return b"".join(self._answer().batches())

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._answer().stream()

    def to_arrow(self) -> Any:
        """A ``pyarrow.Table``."""
        pyarrow = needed("pyarrow", "pyarrow")
        return pyarrow.RecordBatchReader.from_stream(self).read_all()

    def to_pandas(self, **options: Any) -> Any:
        """A ``pandas.DataFrame``; days are datetime64, lists are arrays. Options as for ``pyarrow.Table.to_pandas``."""
        needed("pandas", "pandas pyarrow")
        return self.to_arrow().to_pandas(**{"date_as_object": False, **options})

    def to_polars(self) -> Any:
        """A ``polars.DataFrame``."""
        return needed("polars", "polars").DataFrame(self)

    def __repr__(self) -> str:
        return f"<{self._question}: {', '.join(self.column_names)}>"

    def _repr_html_(self) -> str:
        shown, more = [], False
        for row in self:
            if len(shown) == self.SHOWN:
                more = True
                break
            shown.append([_shown(row.get(name)) for name in self.column_names])
        below = f"<p>The first {self.SHOWN} rows.</p>" if more else "" if shown else "<p>No row.</p>"
        return html_table(self.column_names, shown) + below


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(
            str(part.get("code") or part.get("text") or "") if isinstance(part, dict) else str(part)
            for part in value
        )
    if isinstance(value, dict):
        return value.get("name") or value.get("text") or ""
    return value


class Relation(Table):
    """How two parties stand, period after period: a table with a figure and its summary in words."""

    def to_svg(self, scale: str = "rate") -> str:
        """The figure as SVG; ``scale`` says what a bar is: "rate", "counts" or "mean-score"."""
        svg = _library.Bytes()
        _library.call(
            "demarche_draw", self._ledger(), b"relation",
            _library.options({**self._parameters, "scale": scale}), ctypes.byref(svg),
        )
        return svg.take().decode("utf-8")

    def changes(self) -> Table:
        """Where the relation changed, those that are doubted last, each with the acts behind it."""
        return Table(self._ledger, "changes", self._parameters)

    def _repr_html_(self) -> str:
        summary = f"<p>{escape(self.summary)}</p>" if self.summary else ""
        return self.to_svg() + summary + super()._repr_html_()


_CAPSULE = b"arrow_array_stream"
#: The streams that capsules point at, by their addresses.
_streams: Dict[int, Any] = {}

_get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_get_pointer.restype = ctypes.c_void_p
_get_pointer.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
_new_capsule = ctypes.pythonapi.PyCapsule_New
_new_capsule.restype = ctypes.py_object
_Destructor = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_new_capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, _Destructor]


@_Destructor
def _release(capsule: int) -> None:
    # A reader that took the stream has left its release empty.
    stream = _streams.pop(_get_pointer(capsule, _CAPSULE), None)
    if stream is not None and stream.release:
        stream.release(ctypes.byref(stream))
