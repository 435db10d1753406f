"""Arrays in, model package out. Resumable: run it again and it goes on from the last checkpoint.

    python3 models/training/train.py

First teachers, each on all rows but its fold; they label the rows that they have not seen. Then the model that ships, on labels that are
half the data's and half the teachers': sets disagree and annotators err, and most rows know few of the labels.

Each worker process trains one shared network on its own batches, without locks (Hogwild, Niu et al. 2011): on small layers that is
nearly twice as fast as one process with twice the threads.
"""
import argparse
import os
import time
from pathlib import Path

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(library + "_NUM_THREADS", "1")

import numpy as np
import torch
from torch import multiprocessing
from torch.nn import functional as F

from arrays import Arrays
from export import write_package
from measure import logits_of, measure
from network import Network
from probabilities import calibrate

MAIN = {"toxic": 1.0, "identity_hate": 1.0, "insult": 0.8}


def loss_of(logits, target, weight, label_weights):
    known = ~torch.isnan(target)
    losses = F.binary_cross_entropy_with_logits(logits, torch.nan_to_num(target), reduction="none") * known * weight * label_weights
    # Between per row and per label: a set that knows seventeen labels must not outshout one that knows one, nor must its toxic label
    # (all of chat, and the project's own sentences) go unheard among the sixteen others.
    return (losses.sum(1) / (known * label_weights).sum(1).clamp(min=1.0).sqrt()).mean()


def guidelines_of(network, arrays, rows):
    """What the guidelines of each row's set add to its logits; nothing for chat and the project's own sentences."""
    free = torch.from_numpy(~arrays.own[rows]).float().unsqueeze(1)
    return network.guidelines(torch.from_numpy(arrays.set[rows]).long()) * free


class TableAdam:
    """Adam for the rows of the table that a batch used, and for no other: moments stay as they are where nothing was learnt."""

    def __init__(self, table):
        self.table = table
        self.mean, self.square = torch.zeros_like(table).share_memory_(), torch.zeros_like(table).share_memory_()

    @torch.no_grad()
    def step(self, rows, gradient, rate):
        mean = self.mean.index_select(0, rows).mul_(0.9).add_(gradient, alpha=0.1)
        square = self.square.index_select(0, rows).mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        self.mean.index_copy_(0, rows, mean)
        self.square.index_copy_(0, rows, square)
        self.table.index_add_(0, rows, mean.div_(square.sqrt_().add_(1e-8)), alpha=-rate)


class Run:
    """One network's training: what the workers share, and what a checkpoint keeps."""

    def __init__(self, options, arrays, name, minutes, without=None):
        self.options, self.arrays, self.name, self.minutes, self.without = options, arrays, name, minutes, without
        self.network = Network(self.arrays.features["buckets"], len(self.arrays.labels_names), self.arrays.sets).share_memory()
        self.table = TableAdam(self.network.table.weight.detach())
        self.dense_state = None
        self.spent, self.epoch = multiprocessing.Value("d", 0.0), multiprocessing.Value("i", 0)
        self.checkpoint = options.work / f"{name}.pt"
        self.resume()

    def resume(self):
        if not self.checkpoint.exists():
            return
        state = torch.load(self.checkpoint)
        self.network.load(state["network"], state["sets"])
        self.table.mean.copy_(state["mean"])
        self.table.square.copy_(state["square"])
        self.dense_state = state["dense"] if state["sets"] == self.arrays.sets else None
        self.spent.value, self.epoch.value = state["spent"], state["epoch"] + 1
        print(f"{self.name}: resumed at {self.spent.value / 60:.1f} minutes", flush=True)

    def save(self, dense):
        state = {"network": self.network.state_dict(), "sets": self.arrays.sets, "mean": self.table.mean, "square": self.table.square,
                 "dense": dense.state_dict(), "spent": self.spent.value, "epoch": self.epoch.value}
        torch.save(state, self.checkpoint.with_suffix(".new"))
        self.checkpoint.with_suffix(".new").replace(self.checkpoint)

    def rate(self):
        """Up over the first 2 %, then straight down to nothing when the time is spent."""
        done = min(1.0, self.spent.value / (self.minutes * 60))
        return self.options.rate * min(1.0, (done + 1e-3) / 0.02) * max(0.01, 1 - done)


class Worker:
    def __init__(self, run, number):
        self.run, self.number, self.arrays, self.network = run, number, run.arrays, run.network
        torch.manual_seed(run.options.seed * 100 + number + 1000 * run.epoch.value)
        self.label_weights = torch.tensor([MAIN.get(name, 0.5) for name in self.arrays.labels_names])
        self.dense = torch.optim.AdamW([
            {"params": self.network.encoder.parameters(), "weight_decay": 0.01},
            {"params": self.network.offsets.parameters(), "weight_decay": 0.05, "lr_scale": 3.0}], lr=run.options.rate)
        if run.dense_state is not None:
            self.dense.load_state_dict(run.dense_state)

    def work(self):
        options, run = self.run.options, self.run
        shown = saved = time.time()
        mean, rows_seen, epoch = None, 0, run.epoch.value
        while run.spent.value < run.minutes * 60:
            rng = np.random.default_rng(options.seed + epoch)
            chosen = self.arrays.epoch(rng, run.without)
            for rows, features, inverse in self.arrays.batches(chosen, options.words, options.longest, rng, self.number, options.workers):
                began = time.time()
                loss = self.train(rows, features, inverse)
                if self.number > 0:
                    if run.spent.value >= run.minutes * 60:
                        return
                    continue
                mean = loss if mean is None else mean * 0.99 + loss * 0.01
                run.spent.value += time.time() - began
                rows_seen += len(rows)
                if time.time() - shown > 60:
                    print(f"{run.name}  {run.spent.value / 60:5.1f}/{run.minutes:g} min  epoch {epoch}  loss {mean:.4f}  "
                          f"{options.workers * rows_seen / (time.time() - shown):,.0f} rows/s", flush=True)
                    shown, rows_seen = time.time(), 0
                if time.time() - saved > 240:
                    run.save(self.dense)
                    saved = time.time()
                if run.spent.value >= run.minutes * 60:
                    break
            epoch += 1
            if self.number == 0:
                run.epoch.value = epoch
                print(f"{run.name}  epoch {epoch}: {measure(self.network, self.arrays)}", flush=True)
        if self.number == 0:
            run.save(self.dense)

    def train(self, rows, features, inverse):
        self.network.train()
        rate = self.run.rate()
        for group in self.dense.param_groups:
            group["lr"] = rate * group.get("lr_scale", 1.0)
        used, local = torch.unique(features, return_inverse=True)
        vectors = self.run.table.table.index_select(0, used).requires_grad_()
        logits = self.network(local, inverse, vectors, self.run.options.drop) + guidelines_of(self.network, self.arrays, rows)
        loss = loss_of(logits, torch.from_numpy(self.arrays.labels[rows]), torch.from_numpy(self.arrays.weights[rows]), self.label_weights)
        self.dense.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.encoder.parameters(), 1.0)
        self.dense.step()
        self.run.table.step(used, vectors.grad, rate * 2)
        return loss.item()


def start(run, number):
    torch.set_num_threads(1)
    Worker(run, number).work()


def train(run):
    others = [multiprocessing.Process(target=start, args=(run, number), daemon=True) for number in range(1, run.options.workers)]
    for other in others:
        other.start()
    start(run, 0)
    for other in others:
        other.join()
    return run.network


@torch.no_grad()
def opinions(network, arrays, rows):
    """A teacher's labels for rows, under the guidelines of each row's set."""
    rows, logits = logits_of(network, arrays, rows)
    return rows, torch.sigmoid(logits + guidelines_of(network, arrays, rows)).numpy()


def teach(options):
    """Labels for every train row, from the teacher that has not seen it; the project's own sentences, which all have seen, from the last."""
    path = options.work / "soft.npy"
    if path.exists() or options.folds == 0:
        return path if path.exists() else None
    arrays = Arrays(options.features)
    fold, soft = arrays.fold(options.folds), np.full(arrays.labels.shape, np.nan, np.float32)
    for number in range(options.folds):
        network = train(Run(options, arrays, f"teacher-{number}", options.teacher_minutes, fold == number))
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
    parser.add_argument("--version", default="1.1.0")
    parser.add_argument("--minutes", type=float, default=45, help="training time of the model; the learning rate falls to nothing over it")
    parser.add_argument("--teacher-minutes", type=float, default=9)
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
    arrays = Arrays(options.features, teach(options))
    network = train(Run(options, arrays, "model", options.minutes))
    calibrate(network, arrays)
    write_package(network, arrays, options.package, options.work, options.version)


if __name__ == "__main__":
    main()
