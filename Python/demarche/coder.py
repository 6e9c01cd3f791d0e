"""Coding: reports in, events out, on one thread or several."""

from __future__ import annotations

import json
import os
import threading
import warnings
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Deque, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

from . import _library
from .doc import Doc
from .errors import DemarcheWarning, UsageError, from_rejection
from .event import Event, Events, Record, read_records

#: A report: its text, or a dictionary with ``text`` and, as far as known, ``id``, ``title``, ``published``, ``source``,
#: ``url``, ``language``.
Report = Union[str, Mapping[str, Any]]

PathLike = Union[str, "os.PathLike[str]"]


class Coder:
    """Knowledge, rules and models, ready to code; any number of threads may use one.

    The functions of the module use one with the pack of the wheel. Make your own to add knowledge:

    ``Coder(knowledge="tables/")`` takes a folder of tables named as in the project's ``Data/``, whose rows take the
    place of built-in ones; ``actors`` and ``agents`` take single tables; ``instead=True`` leaves the built-in actors out.
    """

    def __init__(
        self,
        pack: Optional[PathLike] = None,
        *,
        knowledge: Optional[PathLike] = None,
        actors: Union[PathLike, Sequence[PathLike], None] = None,
        agents: Union[PathLike, Sequence[PathLike], None] = None,
        instead: bool = False,
    ) -> None:
        own: Dict[str, Any] = {
            "knowledge": _folder(knowledge), "actors": _files(actors), "agents": _files(agents),
            "instead": instead or None,
        }
        path = os.fspath(pack) if pack is not None else _library.pack_path()
        self._handle = _library.opened("demarche_open_coder", os.fsencode(path), _library.options(own))
        # Bound now: at the end of the program the module may be gone before its objects.
        self._close = _library.library().demarche_close_coder

    def __del__(self) -> None:
        handle, self._handle = getattr(self, "_handle", None), None
        if handle:
            self._close(handle)

    def __reduce__(self) -> Any:
        raise TypeError("a Coder stays in its process; make one in each, or use the functions of demarche")

    # --- Lines

    def lines(
        self,
        lines: bytes,
        *,
        negated: bool = False,
        emit_empty: bool = False,
        emit_errors: bool = False,
        published: Optional[str] = None,
        source: Optional[str] = None,
    ) -> bytes:
        """Report lines in, event lines out: the bytes that ``demarche code -`` writes.

        What is rejected and not emitted is told as a :class:`DemarcheWarning`.
        """
        output, messages, _ = _library.lines_in(
            "demarche_code", self._handle, bytes(lines),
            _switches(negated=negated, emit_empty=emit_empty, emit_errors=emit_errors)
            | _given(published, source),
        )
        _warn(messages)
        return output

    # --- Reports

    def code(
        self,
        text: Report,
        published: Optional[str] = None,
        source: Optional[str] = None,
        title: Optional[str] = None,
        id: Optional[str] = None,
        negated: bool = False,
    ) -> Events:
        """The events of one report.

        ``published`` is its date, "2026-02-07", perhaps with a time and zone; it says what "Friday" is and who held an
        office. ``negated`` gives denied events too, marked. A report that cannot be coded raises a
        :class:`ReportError`.
        """
        report = _report(text, published=published, source=source, title=title, id=id)
        events = self._events(_line(report, 1), negated)
        if events.error is not None:
            raise events.error
        return events

    def pipe(
        self,
        reports: Iterable[Any],
        *,
        jobs: int = 1,
        as_tuples: bool = False,
        published: Optional[str] = None,
        source: Optional[str] = None,
        negated: bool = False,
        errors: str = "record",
    ) -> Iterator[Any]:
        """The events of many reports, in their order, a list of them for each.

        Reports are texts, dictionaries, or pairs of one of these and a context of yours; for a pair a pair comes out, the
        events and the context untouched. With ``as_tuples`` nothing but pairs is taken. ``jobs`` threads code at a time,
        and no more than four reports a thread are held.

        A report that is rejected gives an empty list whose ``error`` says why, and a :class:`DemarcheWarning`; with
        ``errors="raise"`` its error is raised.
        """
        if errors not in ("record", "raise"):
            raise UsageError(f'errors is "record" or "raise", not {errors!r}')
        if jobs < 1:
            raise UsageError(f"jobs is at least 1, not {jobs}")
        return self._pipe(reports, jobs, as_tuples, published, source, negated, errors)

    def _pipe(
        self, reports: Iterable[Any], jobs: int, as_tuples: bool, published: Optional[str],
        source: Optional[str], negated: bool, errors: str,
    ) -> Iterator[Any]:
        def given() -> Iterator[Tuple[bytes, bool, Any]]:
            for number, item in enumerate(reports, 1):
                is_pair = isinstance(item, tuple)
                if as_tuples and not is_pair:
                    raise UsageError(f"report {number} is no pair of a report and a context")
                if is_pair and len(item) != 2:
                    raise UsageError(f"report {number} is a tuple of {len(item)}, not of a report and a context")
                report, context = item if is_pair else (item, None)
                line = _line(_report(report, published=published, source=source), number)
                yield line, is_pair, context

        def done(events: Events, is_pair: bool, context: Any) -> Any:
            if events.error is not None:
                if errors == "raise":
                    raise events.error
                warnings.warn(str(events.error), DemarcheWarning, stacklevel=3)
            return (events, context) if is_pair else events

        if jobs == 1:
            for line, is_pair, context in given():
                yield done(self._events(line, negated), is_pair, context)
            return
        window: Deque[Tuple["Future[Events]", bool, Any]] = deque()
        with ThreadPoolExecutor(jobs, thread_name_prefix="demarche") as threads:
            try:
                for line, is_pair, context in given():
                    window.append((threads.submit(self._events, line, negated), is_pair, context))
                    if len(window) >= 4 * jobs:
                        future, is_pair, context = window.popleft()
                        yield done(future.result(), is_pair, context)
                while window:
                    future, is_pair, context = window.popleft()
                    yield done(future.result(), is_pair, context)
            finally:
                for future, _, _ in window:
                    future.cancel()

    def _events(self, line: bytes, negated: bool) -> Events:
        output, messages, status = _library.lines_in(
            "demarche_code", self._handle, line, _switches(negated=negated, emit_empty=True)
        )
        if status == _library.REJECTED:
            return Events(error=from_rejection(json.loads(messages)))
        _warn(messages)
        records = [json.loads(one, object_hook=Record) for one in output.split(b"\n") if one]
        if len(records) == 1 and records[0].get("events") == 0:
            return Events(why=records[0]["why"])
        return Events(map(Event, records))

    def parse(
        self, text: Report, published: Optional[str] = None, title: Optional[str] = None, id: Optional[str] = None
    ) -> Doc:
        """The sentences of a report with words, tags and trees, as spaCy would give them.

        A title is a ``Doc`` of its own, the ``title`` of that of the text.
        """
        report = _report(text, published=published, title=title, id=id)
        head = report.pop("title", None)

        def doc(text: str) -> Doc:
            one = {**report, "text": text}
            return Doc(text, self._written("demarche_parse", one).decode("utf-8"), lambda: self.mentions(one))

        found = doc(str(report.get("text", "")))
        found.title = doc(head) if head else None
        return found

    def mentions(
        self, text: Report, published: Optional[str] = None, title: Optional[str] = None, id: Optional[str] = None
    ) -> List[Record]:
        """Every mention of an actor, place or date with what it resolves to."""
        report = _report(text, published=published, title=title, id=id)
        return read_records(self._written("demarche_mentions", report))

    def claims(
        self, text: Report, published: Optional[str] = None, title: Optional[str] = None, id: Optional[str] = None
    ) -> List[Record]:
        """Every attributed statement: who says what, on whose word."""
        report = _report(text, published=published, title=title, id=id)
        return read_records(self._written("demarche_claims", report))

    def explain(
        self, text: Report, published: Optional[str] = None, title: Optional[str] = None, id: Optional[str] = None
    ) -> str:
        """What each sentence came to and why, as text to read."""
        report = _report(text, published=published, title=title, id=id)
        return self._written("demarche_explain", report).decode("utf-8")

    def _written(self, function: str, report: Mapping[str, Any]) -> bytes:
        output, messages, status = _library.lines_in(function, self._handle, _line(report, 1), {})
        if status == _library.REJECTED:
            raise from_rejection(json.loads(messages))
        _warn(messages)
        return output


def _report(report: Report, **more: Any) -> Dict[str, Any]:
    """A report as a dictionary; what is given beside counts where it says nothing itself."""
    if isinstance(report, str):
        found: Dict[str, Any] = {"text": report}
    elif isinstance(report, Mapping):
        found = dict(report)
    else:
        raise UsageError(
            f"a report is a text or a dictionary, not {type(report).__name__}",
            help='{"text": "...", "published": "2026-02-07"}',
        )
    for name, value in more.items():
        if value is not None and found.get(name) is None:
            found[name] = value
    return found


def _line(report: Mapping[str, Any], number: int) -> bytes:
    """A report as a line; one without an id is called as the program calls that line."""
    given = {name: value for name, value in report.items() if value is not None}
    given.setdefault("id", f"-:{number}")
    # Half a pair of surrogates is no character; as a question mark it keeps the places of the others.
    return json.dumps(given, ensure_ascii=False, default=str).encode("utf-8", "replace")


def _switches(**switches: bool) -> Dict[str, Any]:
    return {name: True for name, on in switches.items() if on}


def _given(published: Optional[str], source: Optional[str]) -> Dict[str, Any]:
    return {"published": published, "source": source}


def _warn(messages: bytes) -> None:
    for line in messages.splitlines():
        said = json.loads(line)
        warnings.warn(str(from_rejection(said)), DemarcheWarning, stacklevel=3)


def _folder(folder: Optional[PathLike]) -> Optional[List[Dict[str, str]]]:
    if folder is None:
        return None
    root = Path(folder)
    if not root.is_dir():
        raise UsageError(f"{root} is no folder", help="a folder of tables named as in Data/: organisations.tsv")
    return [
        {"name": path.relative_to(root).as_posix(), "path": str(path), "text": path.read_text("utf-8")}
        for path in sorted(root.rglob("*.tsv"))
    ]


def _files(paths: Union[PathLike, Sequence[PathLike], None]) -> Optional[List[Dict[str, str]]]:
    if paths is None:
        return None
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    return [{"path": os.fspath(path), "text": Path(path).read_text("utf-8")} for path in paths]


_default: Optional[Coder] = None
_lock = threading.Lock()


def _after_fork() -> None:
    global _lock
    _lock = threading.Lock()


os.register_at_fork(after_in_child=_after_fork)


def default_coder() -> Coder:
    """The coder of the wheel's own pack, opened by the first call and kept; a child of a fork goes on using it."""
    global _default
    if _default is None:
        with _lock:
            if _default is None:
                _default = Coder()
    return _default
