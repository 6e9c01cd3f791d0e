"""Sentences, words and trees under the names that spaCy gives them."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence

from .event import Record


class Token:
    """A word: ``text``, ``lemma_``, ``pos_`` (UPOS), ``tag_`` (Penn), ``dep_`` (UD), ``head``, ``morph``.

    ``i`` counts the words of the document, ``idx`` the characters of the text before it. The head of a root is the word
    itself. Contractions such as "didn't" are two words, as in Universal Dependencies.
    """

    __slots__ = (
        "doc", "sent", "i", "idx", "text", "lemma_", "pos_", "tag_", "dep_", "morph", "whitespace_", "_head",
    )

    def __init__(self, doc: "Doc", sent: "Sentence", i: int, fields: Sequence[str], head: int) -> None:
        self.doc = doc
        self.sent = sent
        self.i = i
        self.idx = 0
        self.text = fields[1]
        self.lemma_ = fields[2]
        self.pos_ = fields[3]
        self.tag_ = fields[4]
        self.morph = "" if fields[5] == "_" else fields[5]
        self.dep_ = fields[7]
        self.whitespace_ = ""
        self._head = head

    @property
    def head(self) -> "Token":
        return self.doc[self._head]

    @property
    def children(self) -> List["Token"]:
        """The words that hang on it, in their order."""
        return [token for token in self.sent if token._head == self.i and token is not self]

    @property
    def subtree(self) -> List["Token"]:
        """The word and all below it, in their order."""
        return [token for token in self.sent if any(above is self for above in token._path())]

    @property
    def ancestors(self) -> List["Token"]:
        """The words above it, the nearest first."""
        return list(self._path())[1:]

    @property
    def is_sent_start(self) -> bool:
        return self.sent.start == self.i

    @property
    def text_with_ws(self) -> str:
        return self.text + self.whitespace_

    def _path(self) -> Iterator["Token"]:
        token = self
        while True:
            yield token
            if token._head == token.i:
                return
            token = token.head

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text


class Sentence(Sequence[Token]):
    """A sentence: its words, ``root``, and the places of its words (``start``, ``end``) in the document."""

    def __init__(self, doc: "Doc", start: int) -> None:
        self.doc = doc
        self.start = start
        self.end = start

    def __getitem__(self, key: Any) -> Any:
        return self.doc._tokens[self.start : self.end][key]

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def root(self) -> Token:
        return next(token for token in self if token._head == token.i)

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char]

    @property
    def start_char(self) -> int:
        return self[0].idx

    @property
    def end_char(self) -> int:
        return self[-1].idx + len(self[-1])

    def to_displacy(self) -> Dict[str, Any]:
        """The tree for ``spacy.displacy.render(…, style="dep", manual=True)``."""
        arcs = []
        for token in self:
            if token._head == token.i:
                continue
            places = (token.i - self.start, token._head - self.start)
            arcs.append({
                "start": min(places), "end": max(places), "label": token.dep_,
                "dir": "left" if places[0] < places[1] else "right",
            })
        return {"words": [{"text": token.text, "tag": token.pos_} for token in self], "arcs": arcs}

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text


class Doc(Sequence[Token]):
    """A text with its words; ``sents`` are its sentences, ``ents`` the actors, places and dates in it.

    ``conllu`` is what the program writes.
    """

    def __init__(self, text: str, conllu: str, mentions: Callable[[], List[Record]] = list) -> None:
        self.text = text
        self.conllu = conllu
        self.title: Optional["Doc"] = None
        self.sents: List[Sentence] = []
        self._tokens: List[Token] = []
        self._mentions = mentions
        self._ents: Optional[List[Record]] = None
        self._read()

    def _read(self) -> None:
        sentence: Optional[Sentence] = None
        at = 0
        parts_until = 0
        for line in self.conllu.split("\n"):
            if not line or line.startswith("#"):
                sentence = None
                parts_until = 0
                continue
            fields = line.split("\t")
            if sentence is None:
                sentence = Sentence(self, len(self._tokens))
                self.sents.append(sentence)
            if "-" in fields[0]:
                # The words of a contraction stand where it stands.
                parts_until = int(fields[0].split("-")[1])
                whole = self._find(fields[1], at)
                continue
            number, head = int(fields[0]), int(fields[6])
            i = sentence.start + number - 1
            token = Token(self, sentence, i, fields, i if head == 0 else sentence.start + head - 1)
            place = self._find(token.text, at)
            if number <= parts_until and not whole <= place <= whole + len(token.text) + 20:
                place = at
            token.idx = place
            at = place + len(token.text)
            self._tokens.append(token)
            sentence.end = len(self._tokens)
        for token, following in zip(self._tokens, self._tokens[1:]):
            gap = self.text[token.idx + len(token) : following.idx]
            token.whitespace_ = " " if gap else ""

    def _find(self, form: str, at: int) -> int:
        found = self.text.find(form, at)
        if found >= 0:
            return found
        # A form with characters that CoNLL-U cannot hold stands at the next character that is no space.
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at

    def __getitem__(self, key: Any) -> Any:
        return self._tokens[key]

    def __len__(self) -> int:
        return len(self._tokens)

    @property
    def ents(self) -> List[Record]:
        """The actors, places and dates with what they resolve to, as :func:`demarche.mentions` gives them."""
        if self._ents is None:
            self._ents = self._mentions()
        return self._ents

    def to_displacy(self, style: str = "dep") -> Any:
        """What ``spacy.displacy.render(…, style=style, manual=True)`` draws: a list of trees, or the text with entities."""
        if style == "dep":
            return [sentence.to_displacy() for sentence in self.sents]
        if style == "ent":
            spans = [(ent.start, ent.end, _label(ent)) for ent in self.ents]
            return {"text": self.text, "ents": _apart(spans), "title": None}
        raise ValueError(f'style is "dep" or "ent", not {style!r}')

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Doc of {len(self.sents)} sentences, {len(self)} words>"


def _label(ent: Record) -> str:
    kind: str = ent.kind.upper()
    detail = ent.get("code") or ent.get("country") or ent.get("value")
    return f"{kind} {detail}" if detail else kind


def _apart(spans: Sequence[Any]) -> List[Dict[str, Any]]:
    """Spans in their order, those left out that overlap one that was named before; displaCy draws no others."""
    kept: List[Any] = []
    for span in spans:
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return [{"start": start, "end": end, "label": label} for start, end, label in sorted(kept)]


def displacy_events(text: str, events: Sequence[Record], title: Optional[str] = None) -> List[Dict[str, Any]]:
    """Each event of a report for ``spacy.displacy.render(…, style="ent", manual=True)``.

    The trigger has the type of the event, the others are ACTOR, RECIPIENT, PLACE and SAID BY. ``title`` is needed for
    events that stand in it.
    """
    drawn = []
    for event in events:
        spans = [(event.trigger.start, event.trigger.end, event.event)]
        for label, members in (
            ("ACTOR", event.actor), ("RECIPIENT", event.recipient), ("PLACE", [event.place] if event.place else []),
            ("SAID BY", event.attribution),
        ):
            spans += [(member.start, member.end, label) for member in members if not member.get("inferred")]
        field = title if event.field == "title" else text
        drawn.append({
            "text": field or "", "ents": _apart(spans),
            "title": " ".join(filter(None, [event.event, event.date])),
        })
    return drawn
