// week.test.ts - weeks begin on Monday, and a moment falls on the day of its place.
import { expect, test } from "vitest";
import { addDays, dayIn, daysOf, mondayOf, reachOf } from "./week.ts";

test("a week runs from Monday to Sunday, over the ends of months and years", () => {
  expect(mondayOf("2026-11-30")).toBe("2026-11-30");
  expect(mondayOf("2026-11-29")).toBe("2026-11-23");
  expect(mondayOf("2027-01-01")).toBe("2026-12-28");
  expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
  expect(daysOf("2026-12-28")).toHaveLength(7);
  expect(daysOf("2026-12-28").at(-1)).toBe("2027-01-03");
});

test("late in the evening in London it is the next day already in Auckland", () => {
  expect(dayIn("Europe/London", "2026-11-30T20:00:00Z")).toBe("2026-11-30");
  expect(dayIn("Pacific/Auckland", "2026-11-30T20:00:00Z")).toBe("2026-12-01");
  expect(reachOf("2026-11-30")).toEqual({ from: "2026-11-29T00:00:00Z", to: "2026-12-08T00:00:00Z" });
});
