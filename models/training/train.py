"""Arrays in, model package out. Resumable: run it again and it goes on from the last checkpoint.

    python3 models/training/train.py

First masked words (`pretrain.py`). Then teachers, each on all rows but its fold; they label the rows that they have not seen. Then the model
that ships, on labels that are half the data's and half the teachers': sets disagree and annotators err, and most rows know few of the labels.
"""
import argparse
import os
from pathlib import Path

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(library + "_NUM_THREADS", "1")

import numpy as np
import torch
from torch.nn import functional as F

from arrays import Arrays
from export import write_package
from measure import logits_of, measure
from pretrain import Gaps
from probabilities import calibrate
from run import Run

# Of the learning rate, in the last minutes; and how far the weights then go from where they were before (Wortsman et al. 2022).
LAST_RATE, LAST_SHARE = 0.4, 0.7
MAIN = {"toxic": 1.0, "identity_hate": 1.0, "insult": 0.8}


def guidelines_of(network, arrays, rows):
    """What the guidelines of each row's set add to its logits; nothing for chat and the project's own sentences."""
    free = torch.from_numpy(~arrays.own[rows]).float().unsqueeze(1)
    return network.guidelines(torch.from_numpy(arrays.set[rows]).long()) * free


class Labels:
    """The task of `run.Run` that ships: a text's labels. `without` marks rows that a teacher must not see."""

    def __init__(self, options, arrays, without=None):
        self.drop, self.without = options.drop, without
        self.weights = torch.tensor([MAIN.get(name, 0.5) for name in arrays.labels_names])

    def parameters(self):
        return []

    def epoch(self, arrays, rng):
        return arrays.epoch(rng, self.without)

    def loss(self, network, arrays, rows, features, inverse, table):
        logits = network(features, inverse, table, self.drop) + guidelines_of(network, arrays, rows)
        target, weight = torch.from_numpy(arrays.labels[rows]), torch.from_numpy(arrays.weights[rows])
        known = ~torch.isnan(target)
        losses = F.binary_cross_entropy_with_logits(logits, torch.nan_to_num(target), reduction="none") * known * weight * self.weights
        # Between per row and per label: a set that knows seventeen labels must not outshout one that knows one, nor must its toxic label
        # (all of chat, and the project's own sentences) go unheard among the sixteen others.
        return (losses.sum(1) / (known * self.weights).sum(1).clamp(min=1.0).sqrt()).mean()

    def report(self, network, arrays):
        return measure(network, arrays)


def pretrained(options, arrays):
    """The checkpoint that teachers and model begin with."""
    if options.pretrain_minutes > 0:
        Run(options, arrays, "pretrained", options.pretrain_minutes, Gaps()).train()
    path = options.work / "pretrained.pt"
    return path if path.exists() else None


@torch.no_grad()
def opinions(network, arrays, rows):
    """A teacher's labels for rows, under the guidelines of each row's set."""
    rows, logits = logits_of(network, arrays, rows)
    return rows, torch.sigmoid(logits + guidelines_of(network, arrays, rows)).numpy()


def teach(options, arrays, begin):
    """Labels for every train row, from the teacher that has not seen it; the project's own sentences, which all have seen, from the last."""
    path = options.work / "soft.npy"
    if path.exists() or options.folds == 0:
        return path if path.exists() else None
    fold, soft = arrays.fold(options.folds), np.full(arrays.labels.shape, np.nan, np.float32)
    for number in range(options.folds):
        network = Run(options, arrays, f"teacher-{number}", options.teacher_minutes, Labels(options, arrays, fold == number), begin).train()
        last = number == options.folds - 1
        rows = np.flatnonzero(((fold == number) | (last & (fold < 0))) & ~arrays.noisy)
        chosen, labels = opinions(network, arrays, rows)
        soft[chosen] = labels
    soft[1:][arrays.noisy[1:]] = soft[:-1][arrays.noisy[1:]]
    np.save(path, soft)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", type=Path, default=Path("models/training/work/features"))
    parser.add_argument("--work", type=Path, default=Path("models/training/work"))
    parser.add_argument("--package", type=Path, default=Path("models/toxicity"))
    parser.add_argument("--version", default="1.2.0")
    parser.add_argument("--minutes", type=float, default=45, help="training time of the model; the learning rate falls to nothing over it")
    parser.add_argument("--last-minutes", type=float, default=8, help="minutes at the end that are about the harmless")
    parser.add_argument("--teacher-minutes", type=float, default=9)
    parser.add_argument("--pretrain-minutes", type=float, default=20, help="minutes of masked words before any label")
    parser.add_argument("--folds", type=int, default=3, help="teachers; 0 trains on the data's labels alone")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--drop", type=float, default=0.15, help="share of a word's features that a step leaves out")
    parser.add_argument("--words", type=int, default=4096, help="words in a batch, padding included")
    parser.add_argument("--longest", type=int, default=64, help="words of a text that training reads")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    options.work.mkdir(parents=True, exist_ok=True)
    arrays = Arrays(options.features)
    begin = pretrained(options, arrays)
    arrays = Arrays(options.features, teach(options, arrays, begin))
    run = Run(options, arrays, "model", options.minutes, Labels(options, arrays), begin)
    network = run.train()
    if options.last_minutes > 0:
        arrays.more_harmless()
        options.rate *= LAST_RATE
        last = Run(options, arrays, "last", options.last_minutes, Labels(options, arrays), run.checkpoint).train()
        with torch.no_grad():
            for weight, after in zip(network.parameters(), last.parameters()):
                weight.lerp_(after, LAST_SHARE)
    calibrate(network, arrays)
    write_package(network, arrays, options.package, options.work, options.version)


if __name__ == "__main__":
    main()
