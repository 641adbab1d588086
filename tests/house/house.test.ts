// house.test.ts - holds the rules that need only files against the house as it stands.
import { describe, expect, test } from "vitest";
import { rules } from "./rules.ts";
import { readTree, told } from "./tree.ts";

describe("the house", () => {
  const tree = readTree();
  test("is there", () => expect(tree.has("floors.txt")).toBe(true));
  for (const rule of rules) {
    test(rule.name, () => expect(told(rule.check(tree)), rule.reason).toEqual([]));
  }
});
