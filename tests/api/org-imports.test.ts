// org-imports.test.ts - files that tell of the organisation: stores, staff, shifts, visitors; plain ones, broken ones, real ones.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, makeKey, type Schemas, signInAs } from "../harness/client.ts";
import { refused } from "../harness/expect.ts";
import { psql } from "../harness/postgres.ts";
import { root, Server } from "../harness/server.ts";

type Import = Schemas["Import"];
const data = join(root, "../shared/data");
const real = (name: string) =>
  execFileSync("zstd", ["-dcq", join(data, `${name}.csv.zst`)], { encoding: "utf8", maxBuffer: 1 << 26 });

/** Four kinds of file in one set. */
const part = (name: string, target: string, columns: string[], number: string, fields: Record<string, string>) => `
[[parts]]
name = "${name}"
target = "${target}"
[parts.columns]
${columns.map((column) => `${column} = { type = "${/_at$/.test(column) ? "timestamp" : "text"}" }`).join("\n")}
[parts.document]
number = "${number}"
[parts.fields]
${Object.entries(fields)
  .map(([field, column]) => `${field} = { column = "${column}" }`)
  .join("\n")}
`;
const rota = `title = "Stores, people and rota"
source = "planner"
${part("shops", "locations", ["shop", "shop_name"], "shop", { location: "shop", name: "shop_name" })}
${part("people", "staff", ["mail", "full_name", "job", "works_in"], "mail", { email: "mail", name: "full_name", role: "job", locations: "works_in" })}
${part("rota", "shifts", ["id", "who", "shop_no", "from_at", "till_at"], "who", { shift: "id", email: "who", location: "shop_no", starts_at: "from_at", ends_at: "till_at" })}`;

/** The real directory of a coffee chain: its zones stand behind their distance to UTC, three of them under no known name. */
const coffee = () => {
  const zones = new Set(
    real("stores_starbucks")
      .split("\n")
      .map((line) => line.match(/,(GMT[^,]* ([^,]+)),[^,]*,[^,]*$/))
      .filter((match) => match !== null)
      .map((match) => `"${match[1]}" = "${match[2]}"`),
  );
  return `title = "Coffee shops"
target = "locations"
source = "directory"
[columns]
store_number = { type = "text", required = true }
store_name = { type = "text", required = true }
street_address = { type = "text" }
city = { type = "text" }
state = { type = "text" }
postcode = { type = "text" }
timezone = { type = "text", required = true }
longitude = { type = "text" }
latitude = { type = "text" }
[document]
number = "store_number"
[fields]
location = { column = "store_number" }
name = { column = "store_name" }
address = { column = "street_address" }
city = { column = "city" }
region = { column = "state" }
postcode = { column = "postcode" }
zone = { column = "timezone", lookup = "zone", otherwise = "reject" }
longitude = { column = "longitude" }
latitude = { column = "latitude" }
[lookups.zone]
${[...zones].join("\n")}
`;
};
const superstores = `title = "Superstores"
target = "locations"
source = "openings"
[columns]
storenum = { type = "text", required = true }
STREETADDR = { type = "text" }
STRCITY = { type = "text" }
STRSTATE = { type = "text" }
ZIPCODE = { type = "text" }
type_store = { type = "text" }
LAT = { type = "text" }
LON = { type = "text" }
[document]
number = "storenum"
[fields]
location = { column = "storenum", prefix = "W" }
name = { columns = ["type_store", "STRCITY"] }
country = "US"
zone = "America/Chicago"
address = { column = "STREETADDR" }
city = { column = "STRCITY" }
region = { column = "STRSTATE" }
postcode = { column = "ZIPCODE" }
latitude = { column = "LAT" }
longitude = { column = "LON" }
`;

describe("files of the organisation", () => {
  let server: Server;
  let director: Caller;

  beforeAll(async () => {
    server = await Server.start();
    await server.kill();
    const mappings = join(server.dataDir, "mappings");
    mkdirSync(mappings, { recursive: true });
    writeFileSync(join(mappings, "planner.toml"), rota);
    if (existsSync(data)) {
      writeFileSync(join(mappings, "coffee.toml"), coffee());
      writeFileSync(join(mappings, "superstores.toml"), superstores);
    }
    await server.launch();
    director = await signInAs(server);
  });
  afterAll(() => server?.close());

  async function run(mapping: string, files: Record<string, string>, asOf = "2026-05-01T00:00:00Z"): Promise<Import> {
    const opened = await director.send("POST", "/v1/imports", { body: { mapping, as_of: asOf } });
    expect(opened.status, opened.text).toBe(201);
    const id = opened.body.import_id;
    for (const [name, body] of Object.entries(files)) {
      const headers = { "content-type": "application/octet-stream" };
      expect((await director.send("PUT", `/v1/imports/${id}/files/${name}`, { body, headers })).status).toBe(200);
    }
    expect((await director.send("POST", `/v1/imports/${id}/start`)).status).toBe(200);
    for (const until = Date.now() + 120_000; Date.now() < until; ) {
      const { body } = await director.send("GET", `/v1/imports/${id}`);
      if (["done", "failed", "cancelled"].includes(body.state)) return body;
      await new Promise((settle) => setTimeout(settle, 100));
    }
    throw new Error(`import ${id} did not end`);
  }
  const rejects = async (id: string) =>
    (await director.send("GET", `/v1/imports/${id}/rejects?limit=1000`)).body.items.map(
      (one: Schemas["Reject"]) => `${one.line} ${one.column ?? ""} ${one.reason} ${one.value ?? ""}`,
    );
  const entries = ({ counts }: Import) => [
    counts.entries_new,
    counts.entries_changed,
    counts.entries_unchanged,
    counts.entries_older,
    counts.rows_rejected,
  ];
  /** Everything that files told, without ids. */
  const digest = () =>
    psql(
      server.databaseUrl,
      `SELECT md5(string_agg(fact, '|' ORDER BY fact)) FROM (
         SELECT concat_ws(',', code, name, kind, zone, country, address_lines, city, latitude, active, version, as_of) AS fact FROM org.location
         UNION ALL SELECT concat_ws(',', email, display_name, role, everywhere, active, version, as_of) FROM org.staff
         UNION ALL SELECT concat_ws(',', email, code) FROM org.staff_location JOIN org.staff USING (staff_id) JOIN org.location USING (location_id)
         UNION ALL SELECT concat_ws(',', number, email, starts_at, ends_at, s.active, s.as_of) FROM org.shift s JOIN org.staff USING (staff_id)
         UNION ALL SELECT concat_ws(',', location_id, hour_at, visitors, as_of) FROM org.footfall) all_of_it;`,
    );

  const stores = `code,name,kind,zone,country,address,city,postcode,latitude,longitude,opening_hours
DUB1,Grafton Street,store,Europe/Dublin,IE,"1 Grafton Street
First floor",Dublin,D02,53.3409,-6.2603,Mo-Sa 09:00-18:00
CRK1,Patrick Street,store,Europe/Dublin,IE,2 Patrick Street,Cork,T12,51.8985,-8.4756,Mo-Sa 10:00-18:00
`;
  const staff = `email,name,role,locations
mia@shop.example,Mia,store manager,DUB1
sam@shop.example,Sam,associate,"DUB1, CRK1"
ana@shop.example,Ana,analyst,*
`;
  const shifts = `shift_id,email,location,starts_at,ends_at
S1,sam@shop.example,DUB1,2026-05-04T08:00:00Z,2026-05-04T12:00:00Z
S2,sam@shop.example,CRK1,2026-05-04T13:00:00Z,2026-05-04T17:00:00Z
S3,mia@shop.example,DUB1,2026-05-04T08:00:00Z,2026-05-04T17:00:00Z
`;
  const footfall = `location,hour,visitors
DUB1,2026-05-04T08:00:00Z,31
DUB1,2026-05-04T09:00:00Z,54
CRK1,2026-05-04T09:00:00Z,12
`;

  test("plain files go in as they are; twice, nothing changes; a later version changes what differs", async () => {
    expect(entries(await run("stores", { "stores.csv": stores }))).toEqual([2, 0, 0, 0, 0]);
    expect(entries(await run("staff", { "staff.csv": staff }))).toEqual([3, 0, 0, 0, 0]);
    expect(entries(await run("shifts", { "shifts.csv": shifts }))).toEqual([3, 0, 0, 0, 0]);
    expect(entries(await run("footfall", { "footfall.csv": footfall }))).toEqual([3, 0, 0, 0, 0]);
    const once = digest();
    expect(entries(await run("stores", { "stores.csv": stores }))).toEqual([0, 0, 2, 0, 0]);
    expect(entries(await run("staff", { "staff.csv": staff }))).toEqual([0, 0, 3, 0, 0]);
    expect(entries(await run("shifts", { "shifts.csv": shifts }))).toEqual([0, 0, 3, 0, 0]);
    expect(entries(await run("footfall", { "footfall.csv": footfall }))).toEqual([0, 0, 3, 0, 0]);
    expect(digest()).toBe(once);

    const later = "2026-05-02T00:00:00Z";
    expect(
      entries(await run("stores", { "s.csv": "code,name\nDUB1,Grafton St\nCRK1,Patrick Street\n" }, later)),
    ).toEqual([0, 1, 1, 0, 0]);
    expect(entries(await run("stores", { "stores.csv": stores }))).toEqual([0, 0, 0, 2, 0]);
    const { data: page } = await director.api.GET("/v1/locations", { params: { query: { limit: 200 } } });
    const dublin = page!.items.find(({ code }) => code === "DUB1")!;
    expect(dublin).toMatchObject({ name: "Grafton St", point: { latitude: 53.3409, longitude: -6.2603 } });
    expect(dublin.address.lines).toEqual(["1 Grafton Street", "First floor"]);
    const hours = await director.send("GET", `/v1/locations/${dublin.location_id}/hours`);
    expect(hours.body.in_words).toBe("Mo-Sa 09:00-18:00");

    const day = "from=2026-05-04T00:00:00Z&to=2026-05-05T00:00:00Z";
    const rota = await director.send("GET", `/v1/shifts?location_id=${dublin.location_id}&${day}`);
    expect(rota.body.items.map(({ number }: Schemas["Shift"]) => number)).toEqual(["S1", "S3"]);
    const first = await director.send("GET", "/v1/shifts?limit=2");
    const rest = await director.send("GET", `/v1/shifts?limit=2&cursor=${first.body.next_cursor}`);
    expect([...first.body.items, ...rest.body.items].map(({ number }) => number)).toEqual(["S1", "S3", "S2"]);
    refused(await director.send("GET", "/v1/shifts?cursor=made-up"), 422, "page.bad_cursor");
    const visitors = `/v1/locations/${dublin.location_id}/footfall`;
    const hour = await director.send("GET", `${visitors}?limit=1`);
    expect(hour.body.items).toMatchObject([{ hour_at: "2026-05-04T08:00:00Z", visitors: 31 }]);
    const next = await director.send("GET", `${visitors}?limit=1&cursor=${hour.body.next_cursor}`);
    expect(next.body.items).toMatchObject([{ hour_at: "2026-05-04T09:00:00Z", visitors: 54 }]);
    refused(await director.send("GET", `${visitors}?cursor=made-up`), 422, "page.bad_cursor");
  });

  test("every fault is a line, a column, a reason and the value; the rest goes in", async () => {
    const bad = await run("stores", {
      "stores.csv": `code,name,zone,latitude,longitude,opening_hours,active
A B,Spaced,UTC,,,,
Z1,Nowhere,Europe/Atlantis,,,,
L1,Lost,UTC,95,1,,
H1,Hours,UTC,,,always,
M1,Maybe,UTC,,,,perhaps
,Nameless,UTC,,,,
G1,Good,UTC,,,,
`,
    });
    expect(await rejects(bad.import_id)).toEqual([
      "2 code org.bad_code A B",
      "3 zone org.bad_zone Europe/Atlantis",
      "4 latitude org.bad_point 95",
      "5 opening_hours org.bad_hours always",
      "6 active connectors.not_in_lookup perhaps",
      "7 code connectors.missing_value ",
    ]);
    expect(entries(bad)).toEqual([1, 0, 0, 0, 6]);

    const people = await run("staff", {
      "staff.csv":
        "email,name,role,locations\nboss@shop.example,Boss,director,*\nnobody,No Body,associate,G1\nx@shop.example,X,associate,G9\n",
    });
    expect(await rejects(people.import_id)).toEqual([
      "2 role org.role_beyond_own director",
      "3 email org.bad_email nobody",
      "4 locations org.location_not_found G9",
    ]);
    const clash = await run("shifts", {
      "shifts.csv": `shift_id,email,location,starts_at,ends_at
S4,sam@shop.example,DUB1,2026-05-04T11:00:00Z,2026-05-04T14:00:00Z
S5,sam@shop.example,DUB1,2026-05-05T11:00:00Z,2026-05-05T10:00:00Z
S6,who@shop.example,DUB1,2026-05-05T11:00:00Z,2026-05-05T12:00:00Z
`,
    });
    expect(await rejects(clash.import_id)).toEqual([
      "2 starts_at org.shift_overlaps 2026-05-04T11:00:00Z",
      "3 ends_at org.bad_shift 2026-05-05T10:00:00Z",
      "4 email org.staff_not_found who@shop.example",
    ]);
    const counter = await run("footfall", {
      "footfall.csv":
        "location,hour,visitors\nDUB1,2026-05-04T08:30:00Z,3\nDUB1,2026-05-04T10:00:00Z,-3\nDUB1,2026-05-04T11:00:00Z,many\n",
    });
    expect(await rejects(counter.import_id)).toEqual([
      "2 hour org.bad_hour 2026-05-04T08:30:00Z",
      "3 visitors org.bad_visitors -3",
      "4 visitors connectors.not_a_number many",
    ]);
  });

  test("one set of several kinds: locations before the staff who work there, staff before their shifts", async () => {
    const shops = Array.from({ length: 30 }, (_, i) => `P${i},Shop ${i}`).join("\n");
    const people = Array.from({ length: 30 }, (_, i) => `p${i}@plan.example,Person ${i},associate,P${i}`).join("\n");
    const plan = Array.from(
      { length: 30 },
      (_, i) => `T${i},p${i}@plan.example,P${29 - i},2026-06-01T08:00:00Z,2026-06-01T16:00:00Z`,
    ).join("\n");
    const done = await run("planner", {
      "a-plan.csv": `id,who,shop_no,from_at,till_at\n${plan}\n`,
      "b-people.csv": `mail,full_name,job,works_in\n${people}\n`,
      "c-shops.csv": `shop,shop_name\n${shops}\n`,
    });
    expect(await rejects(done.import_id)).toEqual([]);
    expect(entries(done)).toEqual([90, 0, 0, 0, 0]);
  });

  test("who imports needs the right of what the file changes", async () => {
    const open = (key: Caller, mapping: string) => key.send("POST", "/v1/imports", { body: { mapping } });
    const importer = await makeKey(server, director, ["imports.write"], { source: "organisation" });
    refused(await open(importer, "staff"), 403, "connectors.target_not_held");
    refused(await open(importer, "stores"), 403, "connectors.target_not_held");
    const keeper = await makeKey(server, director, ["imports.write", "org.write", "org.staff"], {
      source: "organisation",
    });
    expect((await open(keeper, "stores")).status).toBe(201);
    // It may do less than a store manager may, and so makes nobody one.
    refused(await open(keeper, "staff"), 403, "connectors.target_not_held");
    refused(await open(keeper, "shifts"), 403, "connectors.foreign_voice");
  });

  test.skipIf(!existsSync(data))("the real directory of a coffee chain, and that of superstores", async () => {
    const chain = await run("coffee", { "directory.csv": real("stores_starbucks") });
    const faults = await rejects(chain.import_id);
    // What the directory itself has wrong: names of zones that are none or are cut off, and a control character.
    const lines = faults.map((fault: string) =>
      fault
        .split(" ")
        .slice(1)
        .join(" ")
        .replace(/\u0092/, "'"),
    );
    expect([...new Set(lines)].sort()).toEqual([
      "street_address org.bad_address No.11, Bao'an St., Datong Dist.",
      "timezone org.bad_zone America/Argentina/Bu",
      "timezone org.bad_zone America/Dawson_Cree",
      "timezone org.bad_zone America/Oranjestad",
      "timezone org.bad_zone America/Port_of_Spa",
      "timezone org.bad_zone America/Willemstad",
      "timezone org.bad_zone Asia/Beijing",
      "timezone org.bad_zone Asia/New_Delhi",
    ]);
    // One shop stands in two lines, once with its point and once without: it is one.
    expect(chain.counts.entries_new + chain.counts.rows_rejected).toBe(chain.counts.rows_read - 1);
    const again = await run("coffee", { "directory.csv": real("stores_starbucks") });
    expect(entries(again)).toEqual([0, 0, chain.counts.entries_new, 0, chain.counts.rows_rejected]);
    const stores = await run("superstores", { "openings.csv": real("stores_walmart") });
    expect(entries(stores)).toEqual([1168, 0, 0, 0, 0]);
  });
});
