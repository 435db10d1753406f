"""Measures every classifier that left scores in the work folder, and writes peers.json and peers.md. run.sh calls it; see README.md."""
import datetime
import json
import pathlib
import re
import sys

import numpy as np

from peers import read

HELD_SHARES = (0.004, 0.015)
NAMES = {
    "modbot": "**ModBot**",
    "svm": "linear SVM",
    "svm-chat": "linear SVM, chat as negatives",
    "fasttext": "fastText",
    "fasttext-chat": "fastText, chat as negatives",
    "obscenity": "obscenity",
    "leo-profanity": "leo-profanity",
    "bad-words": "bad-words",
}


def auc(scores, truth):
    """The chance that a positive scores above a negative, ties counting half."""
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    positives = truth.sum()
    return (ranks[truth].sum() - positives * (positives + 1) / 2) / (positives * (len(truth) - positives))


def f1(held, truth):
    return 2 * (held & truth).sum() / (held.sum() + truth.sum())


def recall_at(share, test, truth, chat):
    """Recall at the lowest threshold that holds at most this share of the chat."""
    allowed = int(len(chat) * share)
    return (test[truth] > np.sort(chat)[::-1][allowed]).mean() if allowed < len(chat) else 1.0


def modbot(work, package):
    version, checksum, speed = re.search(r"(\S+) (\S+): .* (\d+) messages/s", (work / "modbot-speed.txt").read_text()).groups()
    scores = {rows: [row["headline"] for row in read(work / f"modbot-{rows}.jsonl")] for rows in ("test", "chat")}
    return {**scores, "messagesPerSecond": float(speed), "modelBytes": (package / "model.onnx").stat().st_size, "version": version, "checksum": checksum}


def measure(peer, truth, counts, reference):
    test, chat = np.array(peer["test"]), np.repeat(np.array(peer["chat"]), counts)
    row = {"f1": f1(test >= 0.5, truth), "messagesPerSecond": round(peer["messagesPerSecond"])}
    if peer.get("verdictOnly"):
        held = (chat >= 0.5).mean()
        row |= {"heldShare": held, "recall": (test[truth] >= 0.5).mean(), "modbotRecallAtHeldShare": recall_at(held, *reference)}
    else:
        row |= {"auc": auc(test, truth), "recallAtHeldShare": {str(share): recall_at(share, test, truth, chat) for share in HELD_SHARES}}
    row |= {key: peer[key] for key in ("modelBytes", "version", "checksum", "trainSeconds") if key in peer}
    return row


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return round(float(value), 4) if isinstance(value, float) else value


def table(report):
    shares = " / ".join(f"{share * 100:g} %" for share in HELD_SHARES)
    yield (f"{report['rows']} pooled English test rows ({report['harmfulRows']} harmful), {report['chatLines']} lines of unseen chat, {report['trainRows']} train rows; "
           f"messages/s of one core's time, {report['machine']}, {report['date']}; ModBot's package {report['peers']['modbot']['version']} (`{report['peers']['modbot']['checksum'][:12]}`).\n")
    yield f"| classifier | AUC | F1 | recall when {shares} of chat is held | its own verdict: chat held, recall (ModBot's at that share) | messages/s | model |"
    yield "|---|---|---|---|---|---|---|"
    for name, row in report["peers"].items():
        ranking = f"{row['auc']:.3f}" if "auc" in row else "-"
        size = f"{row['modelBytes'] / 1e6:.0f} MB" if "modelBytes" in row else "word list"
        recall = " / ".join(f"{value:.3f}" for value in row.get("recallAtHeldShare", {}).values()) or "-"
        verdict = f"{row['heldShare'] * 100:.2f} %, {row['recall']:.3f} ({row['modbotRecallAtHeldShare']:.3f})" if "heldShare" in row else "-"
        yield f"| {NAMES[name]} | {ranking} | {row['f1']:.3f} | {recall} | {verdict} | {row['messagesPerSecond']:,} | {size} |"


def main(work, package, output):
    tests = list(read(work / "test.jsonl"))
    truth = np.array([row["harmful"] for row in tests])
    counts = [row["count"] for row in read(work / "chat.jsonl")]
    own = modbot(work, package)
    reference = np.array(own["test"]), truth, np.repeat(np.array(own["chat"]), counts)
    found = {"modbot": own} | {name: json.loads((work / f"{name}.json").read_text()) for name in NAMES if (work / f"{name}.json").exists()}
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    report = {
        "date": datetime.date.today().isoformat(),
        "machine": cpu[1] if cpu else "unknown processor",
        "rows": len(tests),
        "harmfulRows": int(truth.sum()),
        "chatLines": sum(counts),
        "trainRows": sum(1 for _ in read(work / "train.jsonl")),
        "chatTrainRows": sum(1 for _ in read(work / "chat-train.jsonl")),
        "peers": {name: measure(peer, truth, counts, reference) for name, peer in found.items()},
    }
    (output / "peers.json").write_text(json.dumps(rounded(report), indent=2) + "\n")
    (output / "peers.md").write_text("\n".join(table(report)) + "\n")
    print((output / "peers.md").read_text())


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]))
