// hours.test.ts - what a person types as opening hours is what the server is told, and back.
import { expect, test } from "vitest";
import { dayText, exceptionText, parseDay, parseExceptions } from "./hours.ts";

test("a day is read as it is written", () => {
  expect(parseDay("9:00-12:30, 14:00 – 18:00", "closed")).toEqual([
    { opens: "09:00", closes: "12:30" },
    { opens: "14:00", closes: "18:00" },
  ]);
  expect(parseDay("", "closed")).toEqual([]);
  expect(parseDay(" Geschlossen ", "geschlossen")).toEqual([]);
  for (const bad of ["9-18", "09:00", "morning", "09:00-12:00,"]) expect(parseDay(bad, "closed")).toBeUndefined();
  expect(dayText(parseDay("20:00-02:00", "closed") ?? [])).toBe("20:00-02:00");
});

test("exceptions are read line by line, and the line at fault is named", () => {
  const text = "2026-12-24 Christmas Eve: 09:00-13:00\n\n2026-12-25 Christmas: closed";
  const found = parseExceptions(text, "closed");
  expect(found).toEqual([
    { on: "2026-12-24", name: "Christmas Eve", hours: [{ opens: "09:00", closes: "13:00" }] },
    { on: "2026-12-25", name: "Christmas", hours: [] },
  ]);
  expect(Array.isArray(found) && found.map((one) => exceptionText(one, "closed")).join("\n")).toBe(
    text.replace("\n\n", "\n"),
  );
  expect(parseExceptions("2026-12-24 Eve: closed\nboxing day: closed", "closed")).toBe(2);
});
