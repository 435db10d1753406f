"""The network: hashed n-gram vectors of words, one convolution, two attention layers, pooling, one sigmoid a label."""
import math

import torch
from torch import nn
from torch.nn import functional as F

WORD, WIDTH, HEADS, FEED = 64, 128, 4, 256


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.before, self.between = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.feed = nn.Sequential(nn.Linear(WIDTH, FEED), nn.ReLU(), nn.Linear(FEED, WIDTH))
        self.drop = nn.Dropout(0.1)

    def forward(self, x, penalty):
        rows, words = x.shape[0], x.shape[1]
        qkv = self.qkv(self.before(x)).reshape(rows, words, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(qkv[0] @ qkv[1].transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + penalty, -1)
        mixed = (weights @ qkv[2]).permute(0, 2, 1, 3).reshape(rows, words, WIDTH)
        x = x + self.drop(self.out(mixed))
        return x + self.drop(self.feed(self.between(x)))


class Encoder(nn.Module):
    """Word vectors [rows, words, WORD] and which of them are words, to logits [rows, labels]."""

    def __init__(self, labels):
        super().__init__()
        self.enter = nn.Linear(WORD, WIDTH)
        self.enter_norm = nn.LayerNorm(WIDTH)
        self.near = nn.Conv1d(WIDTH, WIDTH, 3, padding=1)
        self.layers = nn.ModuleList([Attention(), Attention()])
        self.leave_norm = nn.LayerNorm(WIDTH)
        self.look = nn.Linear(WIDTH, HEADS)
        self.hidden = nn.Linear(2 * WIDTH + WIDTH, WIDTH)
        self.heads = nn.Linear(WIDTH, labels)
        self.drop = nn.Dropout(0.15)

    def forward(self, vectors, present):
        mask = present.unsqueeze(-1)
        x = self.enter_norm(self.enter(vectors)) * mask
        x = x + F.relu(self.near(x.transpose(1, 2)).transpose(1, 2)) * mask
        absent = (1 - present) * -1e4
        penalty = absent.unsqueeze(1).unsqueeze(1)
        for layer in self.layers:
            x = layer(x, penalty)
        x = self.leave_norm(x)
        highest = (x + absent.unsqueeze(-1)).max(1)[0]
        mean = (x * mask).sum(1) / mask.sum(1)
        looks = torch.softmax(self.look(x) + absent.unsqueeze(-1), 1)
        parts = x.reshape(x.shape[0], x.shape[1], HEADS, WIDTH // HEADS) * looks.unsqueeze(-1)
        seen = parts.sum(1).reshape(x.shape[0], WIDTH)
        return self.heads(self.drop(F.relu(self.hidden(torch.cat([highest, mean, seen], 1)))))


class Network(nn.Module):
    def __init__(self, buckets, labels, sets):
        super().__init__()
        self.table = nn.Embedding(buckets, WORD, padding_idx=0, sparse=True)
        nn.init.normal_(self.table.weight, std=0.05)
        with torch.no_grad():
            self.table.weight[0] = 0
        self.encoder = Encoder(labels)
        # What each set's guidelines add to every label; training only, chat and the project's own texts are the zero.
        self.offsets = nn.Embedding(sets, labels)
        nn.init.zeros_(self.offsets.weight)

    def vectors(self, features, drop=0.0):
        if self.training and drop > 0:
            # A word is often misspelt: its own feature (the first) goes missing more often than its n-grams.
            keep = torch.rand(features.shape) >= drop
            keep[:, 0] &= torch.rand(features.shape[0]) >= drop
            features = features * keep
        return F.embedding_bag(features, self.table.weight, mode="sum", sparse=True, padding_idx=0)

    def forward(self, features, inverse, sets=None, drop=0.1):
        vectors = self.vectors(features, drop)
        present = (inverse != 0).float()
        if self.training:
            present = self._drop_words(present)
        logits = self.encoder(F.embedding(inverse, vectors) * present.unsqueeze(-1), present)
        return logits if sets is None else logits + self.offsets(sets)

    @staticmethod
    def _drop_words(present, share=0.05):
        kept = present * (torch.rand(present.shape) >= share)
        # Never all of a text.
        return torch.where(kept.sum(1, keepdim=True) > 0, kept, present)
