"""The network: hashed n-gram vectors of words, two convolutions and two attention layers by turns, pooling, one sigmoid a label."""
import math

import torch
from torch import nn
from torch.nn import functional as F

WORD, WIDTH, HEADS, FEED = 64, 128, 4, 256
INT32 = 6  # onnx.TensorProto.INT32


class Near(nn.Conv1d):
    """Each word with its two neighbours."""

    def __init__(self):
        super().__init__(WIDTH, WIDTH, 3, padding=1)

    def forward(self, x):
        if self.training:
            return super().forward(x.transpose(1, 2)).transpose(1, 2)
        return self.beside(x) @ self.matrix() + self.bias

    # The same as one product of matrices, which is what the package holds: ONNX Runtime multiplies faster than it convolves.
    @staticmethod
    def beside(x):
        none = torch.zeros_like(x[:, :1])
        return torch.cat([torch.cat([none, x[:, :-1]], 1), x, torch.cat([x[:, 1:], none], 1)], 2)

    def matrix(self):
        return self.weight.permute(2, 1, 0).reshape(3 * WIDTH, WIDTH)


def heads(x, weight, bias, present):
    """Attention of HEADS heads over the words that are present (Vaswani et al. 2017), up to its last layer."""
    rows, words = x.shape[0], x.shape[1]
    asks, keys, values = (x @ weight + bias).reshape(rows, words, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
    penalty = ((1 - present) * -1e4).unsqueeze(1).unsqueeze(1)
    weights = torch.softmax(asks @ keys.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + penalty, -1)
    return (weights @ values).permute(0, 2, 1, 3).reshape(rows, words, WIDTH)


class Heads(torch.autograd.Function):
    """`heads`, which the package holds as one operator of ONNX Runtime's own instead of a dozen."""

    @staticmethod
    def forward(ctx, x, weight, bias, present):
        return heads(x, weight, bias, present)

    @staticmethod
    def symbolic(g, x, weight, bias, present):
        return g.op("com.microsoft::Attention", x, weight, bias, g.op("Cast", present, to_i=INT32), num_heads_i=HEADS).setType(x.type())


def flat(layer, x):
    """A layer word by word: over two dimensions ONNX Runtime adds the bias within the product."""
    return layer(x.reshape(-1, WIDTH)).reshape(x.shape)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.before, self.between = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.feed = nn.Sequential(nn.Linear(WIDTH, FEED), nn.ReLU(), nn.Linear(FEED, WIDTH))
        self.drop = nn.Dropout(0.1)

    def forward(self, x, present):
        attend = heads if self.training else Heads.apply
        x = x + self.drop(flat(self.out, attend(self.before(x), self.qkv.weight.T, self.qkv.bias, present)))
        return x + self.drop(flat(self.feed, self.between(x)))


class Encoder(nn.Module):
    """Word vectors [rows, words, WORD] and which of them are words, to logits [rows, labels]."""

    def __init__(self, labels):
        super().__init__()
        self.enter = nn.Linear(WORD, WIDTH)
        self.enter_norm = nn.LayerNorm(WIDTH)
        self.near = nn.ModuleList([Near(), Near()])
        self.layers = nn.ModuleList([Attention(), Attention()])
        self.leave_norm = nn.LayerNorm(WIDTH)
        self.look = nn.Linear(WIDTH, HEADS)
        self.hidden = nn.Linear(2 * WIDTH + WIDTH, WIDTH)
        self.heads = nn.Linear(WIDTH, labels)
        self.drop = nn.Dropout(0.15)

    def states(self, vectors, present):
        """Each word in its context [rows, words, WIDTH]."""
        mask = present.unsqueeze(-1)
        x = self.enter_norm(self.enter(vectors))
        for near, layer in zip(self.near, self.layers):
            # Else the last word would hear the padding beside it, and a score would depend on its neighbours in the batch.
            x = x * mask
            x = layer(x + F.relu(near(x)), present)
        return self.leave_norm(x)

    def forward(self, vectors, present):
        x, mask = self.states(vectors, present), present.unsqueeze(-1)
        absent = (1 - present) * -1e4
        highest = (x + absent.unsqueeze(-1)).max(1)[0]
        mean = (x * mask).sum(1) / mask.sum(1)
        looks = torch.softmax(self.look(x) + absent.unsqueeze(-1), 1)
        parts = x.reshape(x.shape[0], x.shape[1], HEADS, WIDTH // HEADS) * looks.unsqueeze(-1)
        seen = parts.sum(1).reshape(x.shape[0], WIDTH)
        return self.heads(self.drop(F.relu(self.hidden(torch.cat([highest, mean, seen], 1)))))


class Network(nn.Module):
    def __init__(self, buckets, labels, sets):
        super().__init__()
        self.table = nn.Embedding(buckets, WORD, padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.05)
        with torch.no_grad():
            self.table.weight[0] = 0
        self.encoder = Encoder(labels)
        # What each set's guidelines add to every label; training only, chat and the project's own texts are the zero.
        self.sets = list(sets)
        self.offsets = nn.Embedding(len(sets), labels)
        nn.init.zeros_(self.offsets.weight)

    def guidelines(self, sets):
        """At most one logit either way: guidelines differ, but a set must not be explained away by its name."""
        return torch.tanh(self.offsets(sets))

    def forward(self, features, inverse, table=None, drop=0.1):
        """Features [words, ids] of the distinct words of a batch, and which word stands where [rows, words], 0 being none, to logits."""
        table = self.table.weight if table is None else table
        if self.training:
            # A word is often misspelt: its own feature (the first) goes missing more often than its n-grams.
            keep = torch.rand(features.shape) >= drop
            keep[:, 0] &= torch.rand(features.shape[0]) >= drop
            features = features * keep
        vectors = F.embedding_bag(features, table, mode="sum", padding_idx=0)
        present = (inverse != 0).float()
        if self.training:
            present = self._drop_words(present)
        words = vectors.index_select(0, inverse.reshape(-1)).reshape(*inverse.shape, WORD)
        return self.encoder(words * present.unsqueeze(-1), present)

    def load(self, state, sets):
        """A checkpoint's weights; the sets may have changed since, and keep their offsets by name."""
        offsets = state.pop("offsets.weight")
        self.load_state_dict(state, strict=False)
        with torch.no_grad():
            for i, name in enumerate(sets):
                if name in self.sets:
                    self.offsets.weight[self.sets.index(name)] = offsets[i]

    @staticmethod
    def _drop_words(present, share=0.05):
        kept = present * (torch.rand(present.shape) >= share)
        # Never all of a text.
        return torch.where(kept.sum(1, keepdim=True) > 0, kept, present)
