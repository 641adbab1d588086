// catalogue.test.ts - every language says every sentence, with the same values in it.
import { readFileSync } from "node:fs";
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

test("the definitions are those of the server, each under its name and version", () => {
  const header = readFileSync(new URL("../../../../src/insights/insights.h", import.meta.url), "utf8");
  const found = [...header.matchAll(/k\w+Definition =\s*((?:"[^"]*"\s*)+);/g)];
  const served = found.map(([, pieces = ""]) => pieces.replace(/"\s*"/g, "").trim().slice(1, -1));
  expect(served.length).toBeGreaterThanOrEqual(6);
  const held = Object.entries(en).filter(([key]) => key.startsWith("definition."));
  expect(Object.fromEntries(held)).toEqual(
    Object.fromEntries(served.map((text) => [`definition.${text.split(":", 1)[0]}`, text])),
  );
});
