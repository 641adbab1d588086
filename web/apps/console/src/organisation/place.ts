// A location as a person types it, and as the server is told.
import type { Location } from "@weft/api/types";

export const locationKinds = ["store", "warehouse", "online", "call_centre"] as const;

export interface TypedPlace {
  kind: (typeof locationKinds)[number];
  name: string;
  code: string;
  zone: string;
  company: string;
  lines: string;
  postcode: string;
  city: string;
  region: string;
  country: string;
  point: string;
  active: boolean;
}

export const emptyPlace = (zone: string): TypedPlace => ({
  kind: "store",
  name: "",
  code: "",
  zone,
  company: "",
  lines: "",
  postcode: "",
  city: "",
  region: "",
  country: "",
  point: "",
  active: true,
});

export const typedOf = (location: Location): TypedPlace => ({
  kind: location.kind,
  name: location.name,
  code: location.code,
  zone: location.zone,
  company: location.legal_entity_id ?? "",
  lines: location.address.lines.join("\n"),
  postcode: location.address.postcode ?? "",
  city: location.address.city ?? "",
  region: location.address.region ?? "",
  country: location.country ?? "",
  point: location.point ? `${location.point.latitude}, ${location.point.longitude}` : "",
  active: location.active,
});

/** "53.3409, -6.2603" in degrees; undefined what is no point. */
export function parsePoint(text: string): { latitude: number; longitude: number } | undefined {
  const match = text.trim().match(/^(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)$/);
  if (!match) return undefined;
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

const given = (text: string) => text.trim() || undefined;

/** All but the code, which a location keeps for good, and whether it is in use, which a new one is. */
export const bodyOfPlace = (typed: TypedPlace) => ({
  kind: typed.kind,
  name: typed.name.trim(),
  zone: typed.zone.trim(),
  legal_entity_id: given(typed.company),
  country: given(typed.country)?.toUpperCase(),
  address: {
    lines: typed.lines
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
    postcode: given(typed.postcode),
    city: given(typed.city),
    region: given(typed.region),
  },
  point: parsePoint(typed.point),
});
