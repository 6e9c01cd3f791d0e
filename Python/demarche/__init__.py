"""Demarche codes news reports into events: who did what to whom, when, where, and on whose word.

>>> import demarche
>>> text = "Egypt and Israel signed a peace treaty in Washington on March 26, 1979. Iraq invaded Kuwait on August 2, 1990."
>>> events = demarche.code(text)
>>> for event in events:
...     print(event.event, [a.code for a in event.actor], [r.code for r in event.recipient], event.date)
SUPPORT ['EGY', 'ISR'] [] 1979-03-26
ASSAULT ['IRQ'] ['KWT'] 1990-08-02
>>> text[events[1].trigger.start : events[1].trigger.end]
'invaded'
"""

from __future__ import annotations

from typing import Any, Iterable, Iterator, List, Optional

from ._version import __version__
from .coder import Coder, Report, default_coder
from .doc import Doc, Sentence, Token, displacy_events
from .errors import (
    DataError,
    DemarcheError,
    DemarcheWarning,
    LedgerError,
    MissingDependency,
    ReportError,
    UsageError,
)
from .event import Event, Events, Record
from .ledger import Ledger
from .table import Relation, Table

__all__ = [
    "Coder", "DataError", "DemarcheError", "DemarcheWarning", "Doc", "Event", "Events", "Ledger", "LedgerError",
    "MissingDependency", "Record", "Relation", "Report", "ReportError", "Sentence", "Table", "Token", "UsageError",
    "__version__", "claims", "code", "displacy_events", "explain", "lines", "mentions", "parse", "pipe",
]


def code(
    text: Report,
    published: Optional[str] = None,
    source: Optional[str] = None,
    title: Optional[str] = None,
    id: Optional[str] = None,
    negated: bool = False,
) -> Events:
    """The events of one report; see :meth:`Coder.code`.

    >>> demarche.code("It rained.").why
    'no known actor'
    """
    return default_coder().code(text, published, source, title, id, negated)


def pipe(
    reports: Iterable[Any],
    *,
    jobs: int = 1,
    as_tuples: bool = False,
    published: Optional[str] = None,
    source: Optional[str] = None,
    negated: bool = False,
    errors: str = "record",
) -> Iterator[Any]:
    """The events of many reports, in their order; see :meth:`Coder.pipe`.

    >>> texts = ["It rained.", "Iraq invaded Kuwait on August 2, 1990."]
    >>> [len(events) for events in demarche.pipe(texts, jobs=2)]
    [0, 1]
    >>> for events, name in demarche.pipe((text, n) for n, text in enumerate(texts)):
    ...     print(name, [event.event for event in events])
    0 []
    1 ['ASSAULT']
    """
    return default_coder().pipe(
        reports, jobs=jobs, as_tuples=as_tuples, published=published, source=source, negated=negated, errors=errors
    )


def lines(
    lines: bytes,
    *,
    negated: bool = False,
    emit_empty: bool = False,
    emit_errors: bool = False,
    published: Optional[str] = None,
    source: Optional[str] = None,
) -> bytes:
    """Report lines in, event lines out: the bytes that ``demarche code -`` writes; see :meth:`Coder.lines`.

    >>> demarche.lines(b'{"id": "r1", "text": "It rained."}', emit_empty=True)
    b'{"report": "r1", "events": 0, "why": "no known actor"}\\n'
    """
    return default_coder().lines(
        lines, negated=negated, emit_empty=emit_empty, emit_errors=emit_errors, published=published, source=source
    )


def parse(
    text: Report, published: Optional[str] = None, title: Optional[str] = None, id: Optional[str] = None
) -> Doc:
    """Sentences, words and trees of a report; see :meth:`Coder.parse`.

    >>> doc = demarche.parse("Iraq invaded Kuwait. The war lasted until February.")
    >>> [(token.text, token.lemma_, token.pos_, token.dep_, token.head.text) for token in doc.sents[0]][:2]
    [('Iraq', 'Iraq', 'PROPN', 'nsubj', 'invaded'), ('invaded', 'invade', 'VERB', 'root', 'invaded')]
    """
    return default_coder().parse(text, published, title, id)


def mentions(
    text: Report, published: Optional[str] = None, title: Optional[str] = None, id: Optional[str] = None
) -> List[Record]:
    """Every mention of an actor, place or date of a report; see :meth:`Coder.mentions`.

    >>> [(m.kind, m.text, m.get("code")) for m in demarche.mentions("Iraq invaded Kuwait.")][:2]
    [('actor', 'Iraq', 'IRQ'), ('actor', 'Kuwait', 'KWT')]
    """
    return default_coder().mentions(text, published, title, id)


def claims(
    text: Report, published: Optional[str] = None, title: Optional[str] = None, id: Optional[str] = None
) -> List[Record]:
    """Every attributed statement of a report: who says what, on whose word; see :meth:`Coder.claims`."""
    return default_coder().claims(text, published, title, id)


def explain(
    text: Report, published: Optional[str] = None, title: Optional[str] = None, id: Optional[str] = None
) -> str:
    """What each sentence of a report came to and why, as text to read; see :meth:`Coder.explain`."""
    return default_coder().explain(text, published, title, id)
