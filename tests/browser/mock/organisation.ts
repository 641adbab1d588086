// The organisation as the stand-in tells of it: companies, channels, places with their hours, people.
import { session } from "./data.ts";

export const staff = [
  {
    staff_id: session.principal,
    display_name: "Nora Byrne",
    email: "nora@shop.example",
    role: "director",
    everywhere: true,
    location_ids: [],
    qualifications: [],
    active: true,
    version: 1,
  },
  {
    staff_id: "stf_2",
    display_name: "Liam Walsh",
    email: "liam@shop.example",
    role: "manager",
    everywhere: false,
    location_ids: ["loc_1"],
    qualifications: [{ name: "First aid", valid_from: "2020-01-01", valid_until: "2099-12-31" }],
    active: true,
    version: 1,
  },
  {
    staff_id: "stf_3",
    display_name: "Aoife Kelly",
    email: "aoife@shop.example",
    role: "associate",
    everywhere: false,
    location_ids: [],
    qualifications: [],
    active: false,
    version: 3,
  },
];

export const companies = [{ legal_entity_id: "leg_1", name: "Byrne Retail Ltd", country: "IE", version: 1 }];

export const channels = [
  { channel: "store", name: "Stores", kind: "store", active: true, version: 1 },
  { channel: "web", name: "Web shop", kind: "web", active: true, version: 1 },
  { channel: "app", name: "App", kind: "app", active: true, version: 1 },
  { channel: "fax", name: "Fax orders", kind: "phone", active: false, version: 2 },
];

export const locations = [
  {
    location_id: "loc_1",
    code: "DUB1",
    name: "Grafton Street",
    kind: "store",
    zone: "Europe/Dublin",
    country: "IE",
    legal_entity_id: "leg_1",
    address: { lines: ["1 Grafton Street", "First floor"], city: "Dublin", postcode: "D02 E244", region: "Leinster" },
    point: { latitude: 53.3409, longitude: -6.2603 },
    active: true,
    version: 3,
  },
  {
    location_id: "loc_2",
    code: "WEB",
    name: "Web shop",
    kind: "online",
    zone: "UTC",
    address: { lines: [] },
    active: true,
    version: 1,
  },
];

const nine = [{ opens: "09:00", closes: "18:00" }];
export const hours = {
  week: {
    monday: nine,
    tuesday: nine,
    wednesday: nine,
    thursday: [{ opens: "09:00", closes: "21:00" }],
    friday: nine,
    saturday: [{ opens: "10:00", closes: "17:00" }],
    sunday: [],
  },
  exceptions: [
    { on: "2026-12-24", name: "Christmas Eve", hours: [{ opens: "09:00", closes: "13:00" }] },
    { on: "2026-12-25", name: "Christmas", hours: [] },
  ],
  location_id: "loc_1",
  zone: "Europe/Dublin",
  in_words: "Mo-We 09:00-18:00",
  version: 2,
};

const dayMs = 86_400_000;
const at = (from: string, day: number, hour: number) =>
  new Date(Date.parse(from) + day * dayMs + hour * 3_600_000).toISOString();

/** Two people a day from the Monday after `from`; one of the Friday is called off. */
export function shiftsFrom(from: string) {
  const people = ["Liam Walsh", "Aoife Kelly"];
  return [1, 2, 3, 4, 5].flatMap((day) =>
    people.map((display_name, which) => ({
      source: "rota",
      number: `R-${day}-${which}`,
      staff_id: `stf_${which + 2}`,
      display_name,
      location_id: "loc_1",
      location: "DUB1",
      starts_at: at(from, day, which === 0 ? 9 : 13),
      ends_at: at(from, day, which === 0 ? 13.5 : 18),
      active: !(day === 5 && which === 1),
    })),
  );
}

/** Visitors of each open hour from Monday to Saturday; on Sunday nobody counted. */
export function footfallFrom(from: string) {
  return [1, 2, 3, 4, 5, 6].flatMap((day) =>
    [9, 10, 11, 12, 13, 14, 15, 16, 17].map((hour) => ({
      location_id: "loc_1",
      hour_at: at(from, day, hour),
      visitors: 40 + day * 12 + (hour === 13 ? 180 : hour * 3),
      source: "door",
    })),
  );
}
