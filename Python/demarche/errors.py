"""What can go wrong, each with the way out."""

from __future__ import annotations

import json
from typing import Any, Mapping, Optional


class DemarcheError(Exception):
    """Something that demarche could not do.

    ``message`` says what, ``help`` what to do about it; ``file`` and ``line`` say where, and are None where there is no
    place to tell. ``report`` is the id of the report that was rejected, if it was one.
    """

    def __init__(
        self,
        message: str,
        *,
        file: Optional[str] = None,
        line: Optional[int] = None,
        help: Optional[str] = None,
        report: Optional[str] = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.help = help
        self.report = report

    def __str__(self) -> str:
        place = self.report or self.file
        if place is not None and self.line is not None:
            place = f"{place}:{self.line}"
        text = f"{place}: {self.message}" if place is not None else self.message
        return f"{text}\n  help: {self.help}" if self.help else text

    def __reduce__(self) -> Any:
        # Goes to another process and back with all it says.
        return _rebuilt, (type(self), self.message, self.file, self.line, self.help, self.report)


def _rebuilt(kind: Any, message: str, file: Any, line: Any, help: Any, report: Any) -> DemarcheError:
    return kind(message, file=file, line=line, help=help, report=report)


class DataError(DemarcheError):
    """A file of knowledge or a pack that is not as it should be."""


class UsageError(DemarcheError, ValueError):
    """A call that is wrong: options, parameters, the form of what was given."""


class LedgerError(DemarcheError):
    """A ledger that cannot be read or written."""


class ReportError(DemarcheError):
    """A report that was rejected: no text, no date, a language without rules."""


class MissingDependency(DemarcheError, ImportError):
    """A package that only this call needs is not installed."""


class DemarcheWarning(UserWarning):
    """A report that was rejected, or read otherwise than it was given, while the others go on."""


_KINDS = {"data": DataError, "usage": UsageError, "ledger": LedgerError}


def from_call(text: bytes) -> DemarcheError:
    """The exception of what a call of the library says."""
    said: Mapping[str, Any] = json.loads(text)
    kind = _KINDS.get(said.get("kind", ""), DemarcheError)
    return kind(said["message"], file=said.get("file"), line=said.get("line"), help=said.get("help"))


def from_rejection(said: Mapping[str, Any]) -> ReportError:
    """The exception of a line that tells why a report was rejected."""
    return ReportError(said["error"], report=said["report"], line=said.get("line"), help=said.get("help"))
