// catalogue.test.ts - every language says every sentence, with the same values in it.
import { expect, test } from "vitest";
import { en } from "./catalogue.ts";
import { de } from "./de.ts";

const valuesIn = (sentence: string) => [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test.each([["de", de]])("%s has each sentence of English, with its values", (_, other) => {
  const sentences = new Map<string, string>(Object.entries(other));
  expect([...sentences.keys()].sort()).toEqual(Object.keys(en).sort());
  for (const [key, sentence] of Object.entries(en)) {
    expect(valuesIn(sentences.get(key) ?? ""), key).toEqual(valuesIn(sentence));
  }
});

test("no sentence is empty, doubled in blanks or left with a half-open value", () => {
  for (const [key, sentence] of [...Object.entries(en), ...Object.entries(de)]) {
    expect(sentence.trim(), key).not.toBe("");
    expect(sentence, key).not.toMatch(/ {2}|\{\{(?!\w+\}\})|(?<!\{\{\w+)\}\}/);
  }
});
