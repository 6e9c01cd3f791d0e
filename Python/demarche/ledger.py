"""Ledgers: what has been coded, kept in one file and asked again and again."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import threading
from typing import Any, Dict, Iterable, Mapping, Optional, Union

from . import _library
from .coder import Coder, PathLike, Report, _line, _report, _warn, default_coder
from .errors import UsageError
from .event import Record
from .table import Relation, Table


class Ledger:
    """A ledger: one SQLite file of reports, events and incidents.

    Filters are those of the commands and of the HTTP API, with ``_`` for ``-``; a name that Python keeps for itself
    gets ``_`` behind it: ``from_``, ``with_``. Lists, dates and True may be given as such.

    Any number of threads may use a ledger, and so may the children of a fork. It is opened when first used; ``ingest``
    makes it where there is none.
    """

    def __init__(self, path: PathLike, coder: Optional[Coder] = None) -> None:
        self.path = os.fspath(path)
        self._coder = coder
        self._handle: Optional[ctypes.c_void_p] = None
        self._lock = threading.Lock()
        self._close: Any = None

    def _open(self, make: bool = False) -> ctypes.c_void_p:
        if self._handle is None:
            with self._lock:
                if self._handle is None:
                    coder = self._coder if self._coder is not None else default_coder()
                    self._handle = _library.opened(
                        "demarche_open_ledger", coder._handle, os.fsencode(self.path),
                        _library.options({"make": make or None}),
                    )
                    self._close = _library.library().demarche_close_ledger
        return self._handle

    def __del__(self) -> None:
        handle, self._handle = getattr(self, "_handle", None), None
        if handle is not None:
            self._close(handle)

    def __reduce__(self) -> Any:
        if self._coder is not None:
            raise TypeError("a Ledger with a Coder of its own stays in its process")
        return Ledger, (self.path,)

    # --- Questions

    def events(self, **filters: Any) -> Table:
        """Events in the order of date, report and sentence, as ``demarche events``.

        Filters: actor, recipient, with_, pair, event, quad, from_, until, report, incident, speaker, country, place, text,
        rule, confidence, since, aux, without, not_event, not_quad, not_actor, not_recipient, source, source_type,
        not_source, not_text, negated, versions, limit, newest_first. ``with_text=False`` leaves words of the reports out
        of the columns.
        """
        return self._table("events", filters)

    def incidents(self, **filters: Any) -> Table:
        """Acts, each with all reports that tell it, as ``demarche incidents``; filters as for events, and ``reports``,
        the least number of reports that tell it."""
        return self._table("incidents", filters)

    def relation(self, a: str, b: str, by: str = "year", **filters: Any) -> Relation:
        """How two parties stand and how that moved, as ``demarche relation``.

        ``by`` is day, week, month, quarter or year; filters: from_, until, source, source_type.
        """
        return Relation(self._open, "relation", _parameters({"a": a, "b": b, "by": by, **filters}))

    def changes(self, a: str, b: str, by: str = "year", **filters: Any) -> Table:
        """Where the relation of two parties changed, as ``demarche relation --changes``."""
        return self._table("changes", {"a": a, "b": b, "by": by, **filters})

    def partners(self, a: str, **filters: Any) -> Table:
        """One actor with each of its partners; filters: from_, until, source, source_type, limit."""
        return self._table("partners", {"a": a, **filters})

    def panel(
        self, actors: Optional[Iterable[str]] = None, by: str = "year", **filters: Any
    ) -> Table:
        """Directed pairs by period, empty periods included: what a model of dyads is fitted on.

        All pairs of ``actors``; without them ``pairs`` pairs, those with most acts, 100 when not given. ``by`` is month
        or year; filters: with_, event, quad, from_, until, all_periods, source, source_type.
        """
        return self._table("panel", {"actors": list(actors) if actors is not None else None, "by": by, **filters})

    def coverage(self, by: str = "month", **filters: Any) -> Table:
        """How much was read in each period; filters: from_, until, source, source_type."""
        return self._table("coverage", {"by": by, **filters})

    def _table(self, question: str, filters: Mapping[str, Any]) -> Table:
        return Table(self._open, question, _parameters(filters))

    # --- Reports

    def ingest(
        self,
        reports: Union[Iterable[Report], Report],
        *,
        published: Optional[str] = None,
        source: Optional[str] = None,
        keep_text: bool = True,
    ) -> Record:
        """Codes reports into the ledger, again and again without double counting; the ledger is made where there is none.

        Reports are texts or dictionaries, as for :func:`demarche.pipe`. One without an id is named by the hash of its
        text. ``keep_text=False`` keeps only the hash of each text. Gives the numbers: added, known, new_versions,
        rejected, events; rejected reports are kept as failures and told as a :class:`DemarcheWarning`.
        """
        handle = self._open(make=True)
        if isinstance(reports, (str, Mapping)):
            reports = [reports]
        ingest = _library.opened("demarche_begin_ingest", handle, _library.options({"text": keep_text}))
        try:
            lines, size = [], 0
            for number, report in enumerate(reports, 1):
                line = _line(_named(_report(report, published=published, source=source)), number)
                lines.append(line)
                size += len(line)
                if size > 1 << 16:
                    _take(ingest, lines)
                    lines, size = [], 0
            _take(ingest, lines)
            counts = _library.Bytes()
            _library.call("demarche_finish_ingest", ingest, ctypes.byref(counts))
            return Record(json.loads(counts.take()))
        finally:
            _library.library().demarche_close_ingest(ingest)

    def __repr__(self) -> str:
        return f"Ledger({self.path!r})"


def _take(ingest: ctypes.c_void_p, lines: Any) -> None:
    joined = b"\n".join(lines)
    messages = _library.Bytes()
    _library.call(
        "demarche_ingest_lines", ingest, joined, len(joined), None, ctypes.byref(messages)
    )
    _warn(messages.take())


def _named(report: Dict[str, Any]) -> Dict[str, Any]:
    if report.get("id") is None:
        text = str(report.get("text", "")).encode("utf-8", "replace")
        report["id"] = "text-" + hashlib.sha256(text).hexdigest()[:16]
    return report


def _parameters(filters: Mapping[str, Any]) -> Dict[str, Any]:
    """Filters under the names that the library has.

    >>> _parameters({"from_": "1977", "not_event": ["CONSULT"], "limit": None})
    {'from': '1977', 'not-event': ['CONSULT']}
    """
    found: Dict[str, Any] = {}
    for name, value in filters.items():
        if value is None:
            continue
        if isinstance(value, (set, frozenset)):
            value = sorted(value)
        elif isinstance(value, tuple):
            value = list(value)
        elif hasattr(value, "isoformat"):
            value = value.isoformat()[:10]
        known = name.rstrip("_").replace("_", "-")
        if known not in _FILTERS:
            raise UsageError(f"no filter {name!r}", help="the filters are " + ", ".join(sorted(_FILTERS)))
        found[known] = value
    return found


_FILTERS = frozenset(
    """a b by actor recipient with pair event quad from until report incident speaker country place text rule
    confidence since aux without not-event not-quad not-actor not-recipient source source-type not-source not-text
    negated versions limit newest-first after with-text reports actors pairs all-periods""".split()
)
