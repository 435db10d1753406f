// Verdicts and speed of a word-list package with its default settings: node lists.mjs PACKAGE WORK
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const packages = {
  obscenity: async () => {
    const { RegExpMatcher, englishDataset, englishRecommendedTransformers } = await import("obscenity");
    const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
    return (text) => matcher.hasMatch(text);
  },
  "bad-words": async () => {
    const { Filter } = await import("bad-words");
    const filter = new Filter();
    return (text) => filter.isProfane(text);
  },
  "leo-profanity": async () => {
    const { default: filter } = await import("leo-profanity");
    return (text) => filter.check(text);
  },
};

const [name, work] = process.argv.slice(2);
const holds = await packages[name]();
const texts = (file) => readFileSync(join(work, `${file}.jsonl`), "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).text);
const verdicts = (file) => texts(file).map((text) => (holds(text) ? 1 : 0));

const test = verdicts("test");
const chat = verdicts("chat");
const lines = texts("speed");
lines.slice(0, 1000).forEach(holds);
const before = process.cpuUsage();
lines.forEach((text) => holds(text));
const { user, system } = process.cpuUsage(before);
const messagesPerSecond = (lines.length / (user + system)) * 1e6;
writeFileSync(join(work, `${name}.json`), JSON.stringify({ verdictOnly: true, test, chat, messagesPerSecond }));
