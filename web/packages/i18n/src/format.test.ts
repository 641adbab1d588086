// format.test.ts - numbers and days as people write them, whatever the currency's digits and the reader's zone.
import { expect, test, vi } from "vitest";
import { formatsFor } from "./format.ts";

// What a browser says its reader wants: the region of a language comes from here.
vi.stubGlobal("navigator", { languages: ["en-GB", "de-AT"] });

const en = formatsFor("en-GB");
/** Spaces of any kind as plain ones. */
const plain = (text: string) => text.replace(/\s/g, " ");

test.each([
  [123_456, "EUR", "€1,234.56"],
  [123_456, "JPY", "JP¥123,456"],
  [123_456, "KWD", "KWD 123.456"],
  [-5, "GBP", "-£0.05"],
  [0, "USD", "US$0.00"],
])("%i minor units of %s are %s", (minor, currency, text) => {
  expect(plain(en.money(minor, currency))).toBe(text);
});

test("a calendar day stays the day it is in every zone", () => {
  const zone = process.env.TZ;
  try {
    for (const other of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"]) {
      process.env.TZ = other;
      const format = formatsFor("en-GB");
      expect(format.day("2011-12-09")).toBe("9 Dec 2011");
      expect(format.month("2011-12")).toBe("Dec 2011");
    }
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test("rates are written from basis points, with one decimal", () => {
  expect(en.rate(3_840)).toBe("38.4%");
  expect(en.rate(0)).toBe("0.0%");
  expect(en.rate(10_000)).toBe("100.0%");
  expect(plain(formatsFor("de").rate(3_840))).toBe("38,4 %");
});

test("spans and sizes take the unit that a reader expects", () => {
  expect(plain(en.span(59))).toBe("59 secs");
  expect(plain(en.span(125))).toBe("2 mins 5 secs");
  expect(plain(en.span(3_720))).toBe("1 hr 2 mins");
  expect(plain(en.span(-3))).toBe("0 secs");
  expect(plain(en.bytes(999))).toBe("999 byte");
  expect(plain(en.bytes(2_480_112))).toBe("2.5 MB");
});

test("the region is the reader's own where the language is", () => {
  expect(formatsFor("en").day("2011-12-09")).toBe("9 Dec 2011");
  expect(plain(formatsFor("de").money(123_456, "EUR"))).toBe("€ 1.234,56");
});

test("an hour ago is not sixty minutes ago", () => {
  expect(en.ago(0)).toBe("1 second ago");
  expect(en.ago(119)).toBe("2 minutes ago");
  expect(en.ago(3_600)).toBe("1 hour ago");
});
