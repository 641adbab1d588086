// place.test.ts - what a person types of a location is what the server is told, and back.
import { expect, test } from "vitest";
import { bodyOfPlace, emptyPlace, parsePoint, typedOf } from "./place.ts";

test("a point is two numbers of degrees, and nothing else is one", () => {
  expect(parsePoint("53.3409, -6.2603")).toEqual({ latitude: 53.3409, longitude: -6.2603 });
  expect(parsePoint(" -33.8 151 ")).toEqual({ latitude: -33.8, longitude: 151 });
  for (const bad of ["", "53.3", "91, 0", "0, 181", "north, west"]) expect(parsePoint(bad)).toBeUndefined();
});

test("what is left empty is not told, and a saved location comes back as it was typed", () => {
  const typed = {
    ...emptyPlace("Europe/Dublin"),
    name: " Grafton Street ",
    lines: "1 Grafton Street\n\n First floor ",
    country: "ie",
  };
  const body = bodyOfPlace(typed);
  expect(body).toMatchObject({
    name: "Grafton Street",
    country: "IE",
    address: { lines: ["1 Grafton Street", "First floor"], city: undefined },
    legal_entity_id: undefined,
    point: undefined,
  });
  const saved = { ...body, location_id: "loc_1", code: "s1", active: true, version: 1 };
  expect(bodyOfPlace(typedOf(saved))).toEqual(body);
});
