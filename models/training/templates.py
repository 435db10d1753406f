"""Writes the project's own training sentences: minimal pairs in which only the meaning differs, not the words.

The lists live in templates.json. They are plain and rude, with a few slurs among the insults of most languages: the point is
composition, the open data brings the vocabulary. A part of every list is held out: sentences built from held-out parts get split=test and never train.

    python3 models/training/templates.py --output models/training/work/own
"""
import argparse
import gzip
import json
import random
from pathlib import Path

ABUSE = ["toxic", "severe", "insult", "threat", "sexual", "identity_hate", "target_race", "target_religion", "target_gender",
         "target_sexuality", "target_disability", "spam", "selfharm", "violence", "politics", "religion_topic"]


def clean(**known):
    """Everything unsaid is harmless; obscene is said apart, because swearing is no abuse."""
    labels = {key: 0.02 for key in ABUSE}
    labels["obscene"] = 0.02
    labels.update(known)
    return labels


def hate(target, **more):
    return clean(toxic=1.0, identity_hate=1.0, **{"target_" + target: 1.0}, **more)


def held_out(words, share=0.15):
    """The last part of each list tests, the rest trains."""
    cut = max(1, round(len(words) * share)) if len(words) > 3 else 0
    return words[:len(words) - cut], words[len(words) - cut:]


class Writer:
    def __init__(self, rng):
        self.rng, self.rows, self.seen = rng, [], set()

    def add(self, text, lang, split, labels):
        text = self.spell(text, split)
        if text not in self.seen:
            self.seen.add(text)
            self.rows.append({"text": text, "lang": lang, "split": split, "labels": labels})

    def spell(self, text, split):
        """Now and then a typing slip, capitals or a chat tail, on both sides of every pair alike."""
        roll = self.rng.random()
        if roll < 0.08 and len(text) > 6:
            i = self.rng.randrange(1, len(text) - 2)
            text = text[:i] + text[i + 1] + text[i] + text[i + 2:]
        elif roll < 0.14 and len(text) > 6:
            i = self.rng.randrange(1, len(text) - 1)
            text = text[:i] + text[i + 1:]
        elif roll < 0.20:
            text = text.upper()
        if self.rng.random() < 0.15:
            text += self.rng.choice([" lol", " LUL", " xd", " KEKW", "!", "...", " tbh", " chat", " bro", " 😂", " Kappa"])
        if self.rng.random() < 0.05:
            text = self.rng.choice(["@streamer ", "bro ", "chat ", "dude ", "lol "]) + text
        return text


def identities(out, lang, part, repeats):
    """Group x predicate: hateful, warm, negated, quoted to denounce; and the same predicates about things."""
    for target, groups in part["groups"].items():
        for split, split_groups in zip(("train", "test"), held_out(groups)):
            for group in split_groups:
                for kind, forms in part["frames"].items():
                    for form in forms:
                        fill_frame(out, lang, split, part, target, group, kind, form, repeats)
    for thing in part["things"]:
        for predicate in part["hateful"]:
            out.add(f"{thing} {predicate}", lang, "train", clean(toxic=0.05))
        for form in part["frames"]["hateful"]:
            if "{p}" not in form:
                out.add(form.format(g=thing), lang, "train", clean(toxic=0.05))


def fill_frame(out, lang, split, part, target, group, kind, form, repeats):
    source = part["warm"] if kind == "warm" else part["hateful"]
    lists = held_out(source)[0 if split == "train" else 1] or source
    predicates = out.rng.sample(lists, min(repeats, len(lists))) if "{p}" in form else [""]
    for predicate in predicates:
        labels = hate(target) if kind == "hateful" else clean(toxic=0.05, identity_hate=0.03)
        out.add(form.format(g=group, p=predicate), lang, split, labels)


def lines(out, lang, part):
    for kind, spec in part["lines"].items():
        labels = clean(**spec.get("labels", {}))
        for split, chosen in zip(("train", "test"), held_out(spec["text"])):
            for text in chosen:
                for _ in range(spec.get("times", 3) if split == "train" else 1):
                    filled = text
                    for slot, words in part.get("slots", {}).items():
                        while "{" + slot + "}" in filled:
                            filled = filled.replace("{" + slot + "}", out.rng.choice(words), 1)
                    out.add(filled, lang, split, labels)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("models/training/work/own"))
    parser.add_argument("--repeats", type=int, default=4)
    options = parser.parse_args()
    out = Writer(random.Random(7))
    for lang, part in json.loads((Path(__file__).parent / "templates.json").read_text(encoding="utf-8")).items():
        if "groups" in part:
            identities(out, lang, part, options.repeats)
        lines(out, lang, part)
    options.output.mkdir(parents=True, exist_ok=True)
    with gzip.open(options.output / "own_templates.jsonl.gz", "wt", encoding="utf-8") as file:
        for row in out.rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(out.rows)} sentences, {sum(r['split'] == 'test' for r in out.rows)} held out")


if __name__ == "__main__":
    main()
