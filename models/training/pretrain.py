"""Masked words: before any label is seen, the network learns which word fits into a gap, and so which words are alike.

A seventh of a text's words is hidden; the state at the gap must tell the hidden word from all other words of the batch. The words stand for
themselves (their n-gram vectors), so that no vocabulary is needed.
"""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from arrays import CHAT_LEFT_OUT
from network import WIDTH, WORD

HIDDEN = 0.15
SHARPNESS = 12.0
FEWEST_WORDS = 3


class Gaps(nn.Module):
    """The task of `run.Run` that fills gaps."""

    def __init__(self):
        super().__init__()
        self.gap = nn.Parameter(torch.zeros(WORD))
        self.guess = nn.Linear(WIDTH, WORD)
        self.share_memory()

    def epoch(self, arrays, rng):
        """Every text that trains and has a context."""
        rows = np.concatenate([arrays.rows(split=0), np.delete(arrays.rows(split=0, chat=True), np.s_[::CHAT_LEFT_OUT])])
        return rows[arrays.offsets[rows + 1] - arrays.offsets[rows] >= FEWEST_WORDS]

    def loss(self, network, arrays, rows, features, inverse, table):
        vectors = F.embedding_bag(features, table, mode="sum", padding_idx=0)
        present = inverse != 0
        hidden = present & (torch.rand(inverse.shape) < HIDDEN)
        hidden[0, 0] = True
        words = vectors.index_select(0, inverse.reshape(-1)).reshape(*inverse.shape, WORD)
        words = torch.where(hidden.unsqueeze(-1), self.gap, words * present.unsqueeze(-1))
        states = network.encoder.states(words, present.float())[hidden]
        scores = SHARPNESS * F.normalize(self.guess(states), dim=1) @ F.normalize(vectors, dim=1).T
        scores[:, 0] = -1e4
        return F.cross_entropy(scores, inverse[hidden])

    def report(self, network, arrays):
        return "read"
