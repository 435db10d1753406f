"""Arrays in, model package out. Resumable: run it again and it goes on from the last checkpoint.

    python3 models/training/train.py --features models/training/work/features --minutes 40 --package models/toxicity
"""
import argparse
import time
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch.nn import functional as F

from arrays import Arrays, is_chat
from export import write_package
from network import Network

MAIN = {"toxic": 1.0, "identity_hate": 1.0, "insult": 0.8}


def loss_of(logits, target, weight, label_weights):
    known = ~torch.isnan(target)
    losses = F.binary_cross_entropy_with_logits(logits, torch.nan_to_num(target), reduction="none") * known * weight * label_weights
    # Between per row and per label: a set that knows seventeen labels must not outshout one that knows one, nor must its toxic label
    # (all of chat, and the project's own sentences) go unheard among the sixteen others.
    return (losses.sum(1) / (known * label_weights).sum(1).clamp(min=1.0).sqrt()).mean()


class Trainer:
    def __init__(self, options):
        self.options, self.arrays = options, Arrays(options.features)
        arrays = self.arrays
        self.network = Network(arrays.features["buckets"], len(arrays.labels_names), len(arrays.sets))
        self.sparse = torch.optim.SparseAdam([self.network.table.weight], lr=options.rate * 2)
        self.dense = torch.optim.AdamW([
            {"params": self.network.encoder.parameters(), "weight_decay": 0.01},
            {"params": self.network.offsets.parameters(), "weight_decay": 0.05, "lr_scale": 3.0}], lr=options.rate)
        self.label_weights = torch.tensor([MAIN.get(name, 0.5) for name in arrays.labels_names])
        self.free = torch.tensor([0.0 if is_chat(name) or name.startswith("own_") else 1.0 for name in arrays.sets])
        self.spent, self.step, self.epoch = 0.0, 0, 0
        self.checkpoint = options.work / "checkpoint.pt"

    def resume(self):
        if not self.checkpoint.exists():
            return
        state = torch.load(self.checkpoint)
        self.network.load_state_dict(state["network"])
        self.sparse.load_state_dict(state["sparse"])
        self.dense.load_state_dict(state["dense"])
        self.spent, self.step, self.epoch = state["spent"], state["step"], state["epoch"]
        print(f"resumed at {self.spent / 60:.1f} minutes, step {self.step}", flush=True)

    def save(self):
        state = {"network": self.network.state_dict(), "sparse": self.sparse.state_dict(), "dense": self.dense.state_dict(),
                 "spent": self.spent, "step": self.step, "epoch": self.epoch}
        torch.save(state, self.checkpoint.with_suffix(".new"))
        self.checkpoint.with_suffix(".new").replace(self.checkpoint)

    def set_rate(self):
        """Up over the first 3 %, then straight down to nothing when the time is spent."""
        done = min(1.0, self.spent / (self.options.minutes * 60))
        rate = self.options.rate * min(1.0, (done + 1e-3) / 0.03) * max(0.01, 1 - done)
        for group in self.dense.param_groups:
            group["lr"] = rate * group.get("lr_scale", 1.0)
        self.sparse.param_groups[0]["lr"] = rate * 2
        return done

    def run(self):
        limit, saved, shown, rows_seen = self.options.minutes * 60, time.time(), time.time(), 0
        mean = None
        while self.spent < limit:
            rng = np.random.default_rng(self.options.seed + self.epoch)
            for rows, features, inverse in self.arrays.batches(self.arrays.epoch(rng), self.options.words, self.options.longest, rng):
                began = time.time()
                self.set_rate()
                loss = self.train(rows, features, inverse)
                mean = loss if mean is None else mean * 0.99 + loss * 0.01
                self.spent += time.time() - began
                self.step += 1
                rows_seen += len(rows)
                if time.time() - shown > 30:
                    print(f"{self.spent / 60:5.1f}/{self.options.minutes:g} min  epoch {self.epoch}  step {self.step}  loss {mean:.4f}  "
                          f"{rows_seen / (time.time() - shown):,.0f} rows/s", flush=True)
                    shown, rows_seen = time.time(), 0
                if time.time() - saved > 240:
                    self.save()
                    saved = time.time()
                if self.spent >= limit:
                    break
            else:
                self.epoch += 1
                print(f"epoch {self.epoch} done: {self.measure()}", flush=True)
        self.save()

    def train(self, rows, features, inverse):
        self.network.train()
        sets = torch.from_numpy(self.arrays.set[rows]).long()
        logits = self.network(features, inverse) + self.network.offsets(sets) * self.free[sets].unsqueeze(1)
        loss = loss_of(logits, torch.from_numpy(self.arrays.labels[rows]), torch.from_numpy(self.arrays.weights[rows]), self.label_weights)
        self.sparse.zero_grad()
        self.dense.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.encoder.parameters(), 1.0)
        self.sparse.step()
        self.dense.step()
        return loss.item()

    @torch.no_grad()
    def measure(self, limit=12000):
        """Pooled English AUC on the dev split: a look, not a result (results come from `modelkit evaluate`)."""
        self.network.eval()
        arrays = self.arrays
        toxic, hate = arrays.labels_names.index("toxic"), arrays.labels_names.index("identity_hate")
        rows = arrays.rows(split=1)
        rows = rows[(arrays.language[rows] == arrays.languages.index("en")) & ~np.isnan(arrays.labels[rows, toxic])][:: 2][:limit]
        scores, truth = [], []
        for batch, features, inverse in arrays.batches(rows, self.options.words, 128):
            scores.append(torch.sigmoid(self.network(features, inverse))[:, [toxic, hate]].max(1)[0].numpy())
            truth.append(arrays.labels[batch, toxic] >= 0.5)
        return f"dev AUC {roc_auc_score(np.concatenate(truth), np.concatenate(scores)):.4f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", type=Path, default=Path("models/training/work/features"))
    parser.add_argument("--work", type=Path, default=Path("models/training/work"))
    parser.add_argument("--package", type=Path, default=Path("models/toxicity"))
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--minutes", type=float, default=40, help="training time; the learning rate falls to nothing over it")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--words", type=int, default=4096, help="words in a batch, padding included")
    parser.add_argument("--longest", type=int, default=64, help="words of a text that training reads")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.work.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(options)
    trainer.resume()
    trainer.run()
    print(trainer.measure(), flush=True)
    write_package(trainer.network, trainer.arrays, options.package, options.work, options.version)


if __name__ == "__main__":
    main()
