// values.test.ts - the interval that stands beside a rate: Wilson's, against figures from the literature.
import { expect, test } from "vitest";
import { wilson } from "./values.tsx";

// Newcombe (1998), Statistics in Medicine 17, table I, method 3 (score without continuity correction).
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("%i of %i lies between %f and %f", (hits, n, low, high) => {
  const interval = wilson(hits, n);
  expect(interval?.low).toBeCloseTo(low, 4);
  expect(interval?.high).toBeCloseTo(high, 4);
});

test("nobody asked is no interval", () => {
  expect(wilson(0, 0)).toBeNull();
});
