"""Events as they come out: records of JSON whose members are attributes too."""

from __future__ import annotations

import json
from html import escape
from typing import Any, Dict, Iterable, List, Optional

from .errors import DemarcheError


class Record(Dict[str, Any]):
    """An object of JSON whose members can be read as attributes.

    >>> Record(code="EGY").code
    'EGY'
    """

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no member {name!r}; there are {', '.join(self)}") from None

    def __dir__(self) -> List[str]:
        return [*super().__dir__(), *self]

    def __reduce__(self) -> Any:
        return type(self), (dict(self),)

    def to_dict(self) -> Dict[str, Any]:
        """The record as plain dictionaries and lists."""
        return {name: _plain(value) for name, value in self.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value


class Event(Record):
    """One event: a line of evidence that somebody did something, as ``demarche schema`` describes it.

    It is a dictionary, and its members are attributes: ``event.event``, ``event.actor[0].code``. Spans count the
    characters of the Python string that was coded: ``text[event.trigger.start:event.trigger.end]`` is
    ``event.trigger.text``; in a title where ``event.field`` is ``"title"``.
    """

    def to_json(self) -> str:
        """The line that the program writes.

        >>> Event(event="CONSULT", score=1.0).to_json()
        '{"event": "CONSULT", "score": 1.0}'
        """
        return json.dumps(self, ensure_ascii=False).replace("\x7f", "\\u007f")

    def _cells(self) -> List[str]:
        def side(members: Iterable[Record]) -> str:
            return ", ".join(
                " ".join(filter(None, [m.code or m.text, m.sector])) for m in members
            )

        date = self.date or (f"({self.published[:10]})" if self.published else "")
        said = " < ".join(speaker.name or speaker.text for speaker in self.attribution)
        return [
            date, side(self.actor), " ".join([self.event, *self.mode]), side(self.recipient),
            " ".join(self.aux), said, self.trigger.text,
        ]

    def _repr_html_(self) -> str:
        return Events([self])._repr_html_()


class Events(List[Event]):
    """The events of one report.

    ``why`` says why there is none, and ``error`` is the error of a report that was rejected.
    """

    #: The heads of the table that notebooks show.
    HEADER = ("date", "actor", "event", "recipient", "marks", "said by", "words")

    def __init__(
        self, events: Iterable[Event] = (), why: Optional[str] = None, error: Optional[DemarcheError] = None
    ) -> None:
        super().__init__(events)
        self.why = why
        self.error = error

    def to_dicts(self) -> List[Dict[str, Any]]:
        """The events as plain dictionaries."""
        return [event.to_dict() for event in self]

    def _repr_html_(self) -> str:
        if not self:
            return f"<p>No event: {escape(str(self.error or self.why or 'nothing was coded'))}</p>"
        return html_table(self.HEADER, (event._cells() for event in self))


def html_table(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table of HTML; all that stands in it is text."""
    head = "".join(f"<th>{escape(str(cell))}</th>" for cell in header)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape('' if cell is None else str(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def read_records(lines: bytes) -> List[Record]:
    """Lines of JSON as records."""
    return [json.loads(line, object_hook=Record) for line in lines.split(b"\n") if line]
