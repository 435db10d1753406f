"""A training run of one network: worker processes that share it, its learning rate, its checkpoints.

Each worker process trains the shared network on its own batches, without locks (Hogwild, Niu et al. 2011): on small layers that is
nearly twice as fast as one process with twice the threads.
"""
import time

import numpy as np
import torch
from torch import multiprocessing

from network import Network


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
    """One network's training: what the workers share, and what a checkpoint keeps. `task` says what is learnt: the rows of an epoch,
    the loss of a batch, and how well it goes."""

    def __init__(self, options, arrays, name, minutes, task, begin=None):
        self.options, self.arrays, self.name, self.minutes, self.task = options, arrays, name, minutes, task
        self.network = Network(arrays.features["buckets"], len(arrays.labels_names), arrays.sets).share_memory()
        self.table = TableAdam(self.network.table.weight.detach())
        self.dense_state = None
        self.spent, self.epoch = multiprocessing.Value("d", 0.0), multiprocessing.Value("i", 0)
        self.checkpoint = options.work / f"{name}.pt"
        self.resume(begin)

    def resume(self, begin):
        if self.checkpoint.exists():
            state = torch.load(self.checkpoint)
            self.network.load(state["network"], state["sets"])
            self.table.mean.copy_(state["mean"])
            self.table.square.copy_(state["square"])
            self.dense_state = state["dense"] if state["sets"] == self.arrays.sets else None
            for parameter, kept in zip(self.task.parameters(), state["task"]):
                parameter.data.copy_(kept)
            self.spent.value, self.epoch.value = state["spent"], state["epoch"] + 1
            print(f"{self.name}: resumed at {self.spent.value / 60:.1f} minutes", flush=True)
        elif begin is not None:
            state = torch.load(begin)
            self.network.load(state["network"], state["sets"])

    def save(self, dense):
        state = {"network": self.network.state_dict(), "sets": self.arrays.sets, "mean": self.table.mean, "square": self.table.square,
                 "dense": dense.state_dict(), "task": [parameter.detach() for parameter in self.task.parameters()],
                 "spent": self.spent.value, "epoch": self.epoch.value}
        torch.save(state, self.checkpoint.with_suffix(".new"))
        self.checkpoint.with_suffix(".new").replace(self.checkpoint)

    def rate(self):
        """Up over the first 2 %, then straight down to nothing when the time is spent."""
        done = min(1.0, self.spent.value / (self.minutes * 60))
        return self.options.rate * min(1.0, (done + 1e-3) / 0.02) * max(0.01, 1 - done)

    def train(self):
        if self.spent.value >= self.minutes * 60:
            return self.network
        others = [multiprocessing.Process(target=start, args=(self, number), daemon=True) for number in range(1, self.options.workers)]
        for other in others:
            other.start()
        start(self, 0)
        for other in others:
            other.join()
        return self.network


def start(run, number):
    torch.set_num_threads(1)
    Worker(run, number).work()


class Worker:
    """One process's share of a run. The first keeps the time, prints and saves."""

    def __init__(self, run, number):
        self.run, self.number, self.arrays, self.network = run, number, run.arrays, run.network
        torch.manual_seed(run.options.seed * 100 + number + 1000 * run.epoch.value)
        self.dense = torch.optim.AdamW([
            {"params": [*self.network.encoder.parameters(), *run.task.parameters()], "weight_decay": 0.01},
            {"params": self.network.offsets.parameters(), "weight_decay": 0.05, "lr_scale": 3.0}], lr=run.options.rate)
        if run.dense_state is not None:
            self.dense.load_state_dict(run.dense_state)

    def work(self):
        options, run = self.run.options, self.run
        shown = saved = time.time()
        mean, rows_seen, epoch = None, 0, run.epoch.value
        while run.spent.value < run.minutes * 60:
            rng = np.random.default_rng(options.seed + epoch)
            chosen = run.task.epoch(self.arrays, rng)
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
                print(f"{run.name}  epoch {epoch}: {run.task.report(self.network, self.arrays)}", flush=True)
        if self.number == 0:
            run.save(self.dense)

    def train(self, rows, features, inverse):
        self.network.train()
        rate = self.run.rate()
        for group in self.dense.param_groups:
            group["lr"] = rate * group.get("lr_scale", 1.0)
        used, local = torch.unique(features, return_inverse=True)
        vectors = self.run.table.table.index_select(0, used).requires_grad_()
        loss = self.run.task.loss(self.network, self.arrays, rows, local, inverse, vectors)
        self.dense.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.encoder.parameters(), 1.0)
        self.dense.step()
        self.run.table.step(used, vectors.grad, rate * 2)
        return loss.item()
