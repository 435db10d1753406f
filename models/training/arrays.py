"""The arrays that `modelkit features` wrote, mapped into memory, and batches of rows of like length from them."""
import json
from pathlib import Path

import numpy as np
import torch

# Sets that give `toxic` only to their positive rows. Taken as they are they teach that naming a group is toxic.
WEAK_TOXIC = 0.1
# Real chat is nearly all harmless, so every abuse label is this instead of 0. Swearing is common there, and its label stays unknown.
CHAT_NEGATIVE = 0.02
CHAT_ABUSE_WEIGHT = 2.0
# Labels with a few hundred positive rows among half a million would else never leave the floor. Thresholds come from calibration, so
# that the shift costs nothing.
RARE_POSITIVE_WEIGHT = {"threat": 8.0, "sexual": 8.0, "selfharm": 8.0, "violence": 8.0, "spam": 3.0}

# Rows a set gives to an epoch, as a share of its own: the noisy ones less, the small and close ones more than once.
SHARES = {
    "wiki_cat_large": 0.3, "jigsaw_multilabel_normalised": 0.5, "cyberbullying_tweets": 0.5, "implicit_hate_safenlp": 0.6,
    "cold_zh": 0.7, "kmhas_ko": 0.7, "civil_toxic_spans": 0.6, "roman_urdu": 0.7, "discord_ai_automod": 1.5,
    "youtoxic_1000": 2.0, "surge_toxicity": 2.0, "inspection_ja": 3.0, "toxigen_prompts": 2.0, "telegram_tgspam": 3.0, "jigsaw_multilabel_parts": 2.0,
    "jigsaw_multilabel_uakiti": 2.0, "youtube_spam_collection": 2.0, "germeval2018_de": 1.3,
}
CHAT_ROWS_PER_EPOCH = 200_000
# The last minutes are about what is harmless: names, emotes and rare words of chat must not stand out among so many of our own sentences,
# nor must those of these that only look hateful.
LAST_CHAT_ROWS, LAST_CHAT_ABUSE_WEIGHT, LAST_HARMLESS_WEIGHT = 400_000, 3.0, 3.0
# Sentences written out whole: fewer than those from templates, and each says something else.
PROSE, PROSE_SHARE = "prose_", 2.0

# Chance that an epoch takes a row's misspelt copy instead of the row.
NOISY = 0.35
# How far a known label of an open set moves towards the teachers' opinion, and what a label that only teachers know weighs.
SOFT = 0.5
UNKNOWN_WEIGHT = 0.3
# Every tenth line of chat never trains: the dev look needs chat of its own.
CHAT_LEFT_OUT = 10


def is_chat(name):
    return name.startswith("channel_")


def is_own(name):
    """Chat, and the project's own sentences: no guidelines but ours."""
    return is_chat(name) or name.startswith(("functional_", PROSE))


def share(name):
    """Rows a set gives to an epoch, as a share of its own."""
    return SHARES.get(name, PROSE_SHARE if name.startswith(PROSE) else 1.0)


class Arrays:
    def __init__(self, folder, soft=None):
        folder = Path(folder)
        if not (folder / "index.json").exists():
            raise SystemExit(f"{folder} holds no finished arrays: run `modelkit features` first")
        index = json.loads((folder / "index.json").read_text())
        self.features, self.labels_names, self.sets, self.languages = index["features"], index["labels"], index["sets"], index["languages"]
        width = self.features["featuresPerWord"]
        self.words = torch.from_numpy(np.fromfile(folder / "words.i32", np.int32).reshape(-1, width))
        self.tokens = np.memmap(folder / "tokens.i32", np.int32, "r")
        self.offsets = np.fromfile(folder / "offsets.i64", np.int64)
        self.labels = np.fromfile(folder / "labels.f32", np.float32).reshape(-1, len(self.labels_names))
        self.set = np.fromfile(folder / "set.i32", np.int32)
        self.split = np.fromfile(folder / "split.u8", np.uint8)
        self.language = np.fromfile(folder / "lang.i32", np.int32)
        self.noisy = np.fromfile(folder / "noisy.u8", np.uint8).astype(bool)
        self.chat = np.array([is_chat(name) for name in self.sets])[self.set]
        self.own = np.array([is_own(name) for name in self.sets])[self.set]
        self.weights = np.ones_like(self.labels)
        self.chat_rows = CHAT_ROWS_PER_EPOCH
        self._weaken()
        if soft is not None:
            self._soften(np.load(soft))

    def _weaken(self):
        at = {name: i for i, name in enumerate(self.labels_names)}
        unknown = np.isnan(self.labels[:, at["toxic"]]) & ~self.chat
        for label in ("identity_hate", "target_gender"):
            rows = unknown & (self.labels[:, at[label]] < 0.5)
            self.labels[rows, at["toxic"]] = WEAK_TOXIC
            self.weights[rows, at["toxic"]] = 0.5
        self.labels[self.chat] = CHAT_NEGATIVE
        for label, weight in RARE_POSITIVE_WEIGHT.items():
            self.weights[self.labels[:, at[label]] >= 0.5, at[label]] = weight
        self.labels[self.chat, at["obscene"]] = np.nan
        self._weigh_chat(CHAT_ABUSE_WEIGHT)

    def _weigh_chat(self, weight):
        self.weights[np.ix_(self.chat, [self.labels_names.index(label) for label in ("toxic", "insult", "identity_hate")])] = weight

    def more_harmless(self):
        self.chat_rows = LAST_CHAT_ROWS
        self._weigh_chat(LAST_CHAT_ABUSE_WEIGHT)
        self.weights[self.own & ~self.chat & (self.labels[:, self.labels_names.index("toxic")] < 0.5)] = LAST_HARMLESS_WEIGHT

    def _soften(self, soft):
        """Labels as teachers that had not seen the row give them: half of what is known, all of what is not."""
        unknown = np.isnan(self.labels)
        self.labels[unknown] = soft[unknown]
        self.weights[unknown] = UNKNOWN_WEIGHT
        judged = ~unknown & (~self.own)[:, None]
        self.labels[judged] += SOFT * (soft[judged] - self.labels[judged])

    def rows(self, split, chat=False):
        return np.flatnonzero((self.split == split) & (self.chat == chat) & ~self.noisy)

    def left_out_chat(self):
        return self.rows(split=0, chat=True)[::CHAT_LEFT_OUT]

    def fold(self, folds):
        """Which fold each row belongs to: a misspelt copy to its row's, the project's own sentences to none (-1)."""
        fold = np.random.default_rng(11).integers(0, folds, len(self.set))
        fold[1:][self.noisy[1:]] = fold[:-1][self.noisy[1:]]
        return np.where(self.own & ~self.chat, -1, fold)

    def epoch(self, rng, without=None):
        """The rows of one epoch: each set at its share, and a fresh draw of chat; `without` marks rows to leave out."""
        chat = self.rows(split=0, chat=True)
        chosen = [rng.choice(np.delete(chat, np.s_[::CHAT_LEFT_OUT]), self.chat_rows, replace=False)]
        train = self.rows(split=0)
        for number, name in enumerate(self.sets):
            if is_chat(name):
                continue
            rows, times = train[self.set[train] == number], share(name)
            chosen += [rows] * int(times)
            part = times - int(times)
            if part > 0 and len(rows):
                chosen.append(rng.choice(rows, round(len(rows) * part), replace=False))
        chosen = np.concatenate(chosen)
        if without is not None:
            chosen = chosen[~without[chosen]]
        has_copy = np.append(self.noisy[1:], False)
        return chosen + (has_copy[chosen] & (rng.random(len(chosen)) < NOISY))

    def batches(self, rows, budget, longest, rng=None, part=0, parts=1):
        """Batches of rows of like length, at most `budget` words each, padding included; every `parts`-th of them, from `part` on."""
        lengths = np.minimum(self.offsets[rows + 1] - self.offsets[rows], longest)
        order = np.lexsort((rng.random(len(rows)) if rng is not None else rows, lengths))
        rows, lengths = rows[order], lengths[order]
        cuts, start = [], 0
        while start < len(rows):
            # At most 512 rows: a batch of one-word lines would else be a single step of thousands.
            end = min(len(rows), start + 512)
            while (end - start) * lengths[end - 1] > budget and end - start > 1:
                end -= max(1, (end - start) // 8)
            cuts.append((start, end))
            start = end
        if rng is not None:
            rng.shuffle(cuts)
        for start, end in cuts[part::parts]:
            yield self.batch(rows[start:end], lengths[start:end])

    def batch(self, rows, lengths):
        tokens = np.full((len(rows), lengths.max()), -1, np.int64)
        for i, (row, length) in enumerate(zip(rows, lengths)):
            begin = self.offsets[row]
            tokens[i, :length] = self.tokens[begin:begin + length]
        # Each distinct word is embedded once a batch; -1 (padding) becomes number 0 of the inverse.
        unique, inverse = np.unique(tokens, return_inverse=True)
        if unique[0] != -1:
            unique, inverse = np.concatenate(([-1], unique)), inverse + 1
        features = self.words[torch.from_numpy(unique)].long()
        features[0] = 0
        return rows, features, torch.from_numpy(inverse.reshape(tokens.shape))
