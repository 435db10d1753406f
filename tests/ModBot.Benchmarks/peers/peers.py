"""Writes the rows that every classifier gets, and trains and runs the trained peers. run.sh calls it; see README.md."""
import collections
import gzip
import itertools
import json
import pathlib
import pickle
import random
import re
import sys
import time

SPEED_LINES = 20_000


def read(path):
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, filter(str.strip, lines))


def sets(folder):
    return itertools.chain.from_iterable(read(path) for path in sorted(folder.glob("*.jsonl*")))


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def prepare(data, work, every):
    """As `modelkit evaluate` pools: toxic, or identity_hate where toxic is unknown, at least one half."""
    splits = collections.defaultdict(list)
    for row in sets(data / "open"):
        labels = row.get("labels") or {}
        truth = labels.get("toxic", labels.get("identity_hate"))
        if truth is not None and (row["split"] == "train" or row["split"] == "test" and row["lang"] == "en"):
            splits[row["split"]].append({"text": row["text"], "harmful": truth >= 0.5})
    for split, rows in splits.items():
        write(work / f"{split}.jsonl", rows[::every])
    background = (row["text"] for row in itertools.islice(sets(data / "chatlogs" / "calibration"), 0, None, every))
    write(work / "chat-train.jsonl", ({"text": text, "harmful": False} for text in dict.fromkeys(background)))
    # Equal lines are scored once and counted as often as they were said.
    chat = [row["text"] for row in sets(data / "chatlogs" / "validation")]
    write(work / "chat.jsonl", ({"text": text, "count": count} for text, count in collections.Counter(chat[::every]).items()))
    write(work / "speed.jsonl", ({"text": text} for text in chat[:SPEED_LINES]))


def texts(work, name):
    return [row["text"] for row in read(work / f"{name}.jsonl")]


def save(work, name, score, **more):
    """Scores the test rows and the chat, then the speed lines, in processor time: that is one core's, whatever else the machine does."""
    result = {"test": score(texts(work, "test")), "chat": score(texts(work, "chat"))}
    lines = texts(work, "speed")
    score(lines[:1000])
    started = time.process_time()
    score(lines)
    result["messagesPerSecond"] = len(lines) / (time.process_time() - started)
    (work / f"{name}.json").write_text(json.dumps({**result, **more}))


def train_fasttext(work):
    import fasttext

    def prepared(text):  # as fastText's own tutorial prepares text
        return " ".join(re.sub(r"([.!?,'/()])", r" \1 ", text.lower()).split())

    for name, rows in variants(work, "fasttext"):
        with open(work / f"{name}.txt", "w", encoding="utf-8") as lines:
            for row in rows:
                lines.write(f"__label__{int(row['harmful'])} {prepared(row['text'])}\n")
        started = time.process_time()
        model = fasttext.train_supervised(str(work / f"{name}.txt"), dim=50, wordNgrams=2, minn=3, maxn=5, epoch=5, thread=1, verbose=0)
        seconds = time.process_time() - started

        def score(lines):
            labels, scores = model.predict([prepared(line) for line in lines], k=2)
            return [float(dict(zip(*pair))["__label__1"]) for pair in zip(labels, scores)]

        file = work / f"{name}.bin"
        model.save_model(str(file))
        save(work, name, score, trainSeconds=seconds, modelBytes=file.stat().st_size)


def train_svm(work):
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union
    from sklearn.svm import LinearSVC

    for name, rows in variants(work, "svm"):
        started = time.process_time()
        vectors = make_union(TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, dtype=np.float32),
                             TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=5, sublinear_tf=True, dtype=np.float32))
        model = LinearSVC(random_state=0).fit(vectors.fit_transform([row["text"] for row in rows]), [row["harmful"] for row in rows])
        seconds = time.process_time() - started

        # The margin's sign is the verdict; a score of 0.5 means the same for every peer.
        save(work, name, lambda lines: (model.decision_function(vectors.transform(lines)) + 0.5).tolist(), trainSeconds=seconds, modelBytes=len(pickle.dumps((vectors, model))))


def variants(work, name):
    """The labelled rows alone, and with the chat that ModBot too is trained on; shuffled, because fastText learns in the order of its file."""
    for variant, files in (name, ["train"]), (f"{name}-chat", ["train", "chat-train"]):
        rows = [row for file in files for row in read(work / f"{file}.jsonl")]
        random.Random(0).shuffle(rows)
        yield variant, rows


if __name__ == "__main__":
    step, folder, *rest = sys.argv[1:]
    work = pathlib.Path(folder)
    if step == "prepare":
        prepare(pathlib.Path(rest[0]), work, int(rest[1]))
    else:
        {"fasttext": train_fasttext, "svm": train_svm}[step](work)
