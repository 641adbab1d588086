// places.test.ts - where the shop is and when it is open, and roles that hold at named locations only.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, makeKey, signIn, signInAs } from "../harness/client.ts";
import { faults, refused } from "../harness/expect.ts";
import { Server } from "../harness/server.ts";

const closed = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
const password = "correct horse battery 9";

describe("places", () => {
  let server: Server;
  let director: Caller;
  let here: string;
  let there: string;

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
    here = await shop("HERE", "Europe/Berlin");
    there = await shop("THERE", "Europe/Dublin");
  });
  afterAll(() => server?.close());

  async function shop(code: string, zone: string): Promise<string> {
    const made = await director.send("POST", "/v1/locations", {
      body: { code, name: `Shop ${code}`, kind: "store", zone },
    });
    expect(made.status, made.text).toBe(201);
    return made.body.location_id;
  }
  async function hire(role: string, location_ids?: string[], who: Caller = director) {
    const email = `${role}-${crypto.randomUUID().slice(0, 8)}@shop.example`;
    const made = await who.send("POST", "/v1/staff", {
      body: { email, display_name: "Somebody", role, password, ...(location_ids ? { location_ids } : {}) },
    });
    return { made, email };
  }
  const putHours = (who: Caller, location: string, body: unknown, version = 0) =>
    who.send("PUT", `/v1/locations/${location}/hours`, { body, headers: { "if-match": `"${version}"` } });

  test("a location has an address and a point on the map", async () => {
    const body = {
      code: "MAP",
      name: "On the map",
      kind: "store",
      zone: "Europe/Dublin",
      address: { lines: ["1 Grafton Street", "First floor"], city: "Dublin", postcode: "D02 E244", region: "Leinster" },
      point: { latitude: 53.3409, longitude: -6.2603 },
    };
    const made = await director.send("POST", "/v1/locations", { body });
    expect(made.body).toMatchObject({ address: body.address, point: body.point });
    const patch = (change: unknown, version: number) =>
      director.send("PATCH", `/v1/locations/${made.body.location_id}`, {
        body: change,
        headers: { "if-match": `"${version}"` },
      });
    refused(await patch({ point: { latitude: 91, longitude: 0 } }, 1), 422, "org.bad_point");
    const moved = await patch({ address: { lines: ["2 Grafton Street"] } }, 1);
    expect(moved.body.address).toEqual({ lines: ["2 Grafton Street"] });
    expect(moved.body.point).toEqual(body.point);
    refused(
      await director.send("POST", "/v1/locations", {
        body: { ...body, code: "M2", point: { latitude: 0, longitude: 181 } },
      }),
      422,
      "org.bad_point",
    );
  });

  test("opening hours: a week, holidays by date, and whether it is open at a moment", async () => {
    const location = await shop("HOURS", "Europe/Berlin");
    const none = await director.send("GET", `/v1/locations/${location}/hours`);
    expect(none.body).toMatchObject({ version: 0, week: closed, exceptions: [], zone: "Europe/Berlin", in_words: "" });
    const nine = [{ opens: "09:00", closes: "18:00" }];
    const week = { ...closed, thursday: nine, friday: nine, saturday: [{ opens: "20:00", closes: "02:00" }] };
    const exceptions = [{ on: "2026-12-25", name: "Christmas", hours: [] }];
    const given = await putHours(director, location, { week, exceptions });
    expect(given.body).toMatchObject({ version: 1, in_words: "Th-Fr 09:00-18:00; Sa 20:00-02:00" });
    refused(await putHours(director, location, { week, exceptions }), 412, "http.version_mismatch");
    const bad = await putHours(
      director,
      location,
      { week: { ...week, monday: [{ opens: "12:00", closes: "12:00" }] }, exceptions: [...exceptions, ...exceptions] },
      1,
    );
    refused(bad, 422, "org.bad_hours");
    expect(faults(bad)).toEqual(["/exceptions/1/on org.bad_hours", "/week/monday/0 org.bad_hours"]);

    const open = async (at: string) =>
      (await director.send("GET", `/v1/locations/${location}/open?at=${encodeURIComponent(at)}`)).body;
    expect(await open("2026-12-24T10:00:00Z")).toMatchObject({ open: true, closes_at: "2026-12-24T17:00:00Z" });
    expect(await open("2026-12-25T10:00:00Z")).toEqual({
      open: false,
      next_opens_at: "2026-12-26T19:00:00Z",
      next_closes_at: "2026-12-27T01:00:00Z",
    });
    // In summer Berlin is two hours ahead.
    expect(await open("2026-07-02T06:59:59Z")).toMatchObject({ open: false, next_opens_at: "2026-07-02T07:00:00Z" });
    const { data } = await director.api.GET("/v1/history", {
      params: { query: { subject_kind: "location", subject_id: location } },
    });
    expect(data?.items.map(({ action }) => action)).toEqual(["org.location_hours_changed", "org.location_added"]);
  });

  test("a store manager gives hours to their own store and to no other", async () => {
    const { made, email } = await hire("manager", [here]);
    expect(made.body).toMatchObject({ everywhere: false, location_ids: [here], role: "manager" });
    const manager = await signIn(server, { email, password });
    const body = { week: closed, exceptions: [{ on: "2027-01-01", name: "New Year", hours: [] }] };
    expect((await putHours(manager, here, body)).status).toBe(200);
    refused(await putHours(manager, there, body), 403, "org.other_location");
    // Reading the hours is everybody's.
    expect((await manager.send("GET", `/v1/locations/${there}/hours`)).status).toBe(200);

    refused(await manager.send("GET", `/v1/shifts?location_id=${there}`), 403, "org.other_location");
    refused(await manager.send("GET", `/v1/locations/${there}/footfall`), 403, "org.other_location");
    expect((await manager.send("GET", `/v1/shifts?location_id=${here}`)).status).toBe(200);
    expect((await manager.send("GET", `/v1/locations/${here}/footfall`)).status).toBe(200);
    const nowhere = "loc_0000000000000000000000000a";
    refused(await director.send("GET", `/v1/shifts?location_id=${nowhere}`), 404, "org.location_not_found");
    refused(await director.send("GET", `/v1/locations/${nowhere}/open`), 404, "org.location_not_found");

    // It holds at once: moved to the other store, the manager acts there.
    const moved = await director.send("PATCH", `/v1/staff/${made.body.staff_id}`, {
      body: { location_ids: [there] },
      headers: { "if-match": `"${made.body.version}"` },
    });
    expect(moved.body).toMatchObject({ location_ids: [there] });
    expect((await putHours(manager, there, body)).status).toBe(200);
    refused(await putHours(manager, here, body, 1), 403, "org.other_location");
    const associate = await hire("associate", [here]);
    refused(
      await putHours(await signIn(server, { email: associate.email, password }), here, body, 1),
      403,
      "http.permission_denied",
    );
  });

  test("who runs the company does so everywhere; an admin founds no company and makes nobody a director", async () => {
    refused((await hire("director", [here])).made, 422, "org.not_everywhere");
    refused((await hire("associate", ["loc_0000000000000000000000000a"])).made, 404, "org.location_not_found");
    const admin = await signInAs(server, "admin");
    refused((await hire("director", undefined, admin)).made, 403, "org.role_beyond_own");
    expect((await hire("admin", undefined, admin)).made.status).toBe(201);
    refused(
      await admin.send("POST", "/v1/legal-entities", { body: { name: "Another company" } }),
      403,
      "http.permission_denied",
    );
    for (const role of ["marketer", "analyst"]) expect((await hire(role)).made.body.role).toBe(role);
    const analyst = await signInAs(server, "analyst");
    expect((await analyst.send("GET", "/v1/locations")).status).toBe(200);
    refused(await analyst.send("GET", "/v1/customers?name=ann"), 403, "http.permission_denied");
    refused(await analyst.send("GET", "/v1/shifts"), 403, "http.permission_denied");
  });

  test("qualifications have a first and a last day", async () => {
    const { made } = await hire("associate", [here]);
    const patch = (qualifications: unknown) =>
      director.send("PATCH", `/v1/staff/${made.body.staff_id}`, {
        body: { qualifications },
        headers: { "if-match": '"1"' },
      });
    const backwards = [{ name: "Forklift", valid_from: "2026-05-01", valid_until: "2026-04-30" }];
    refused(await patch(backwards), 422, "org.bad_qualification");
    const done = await patch([
      { name: "Forklift", valid_from: "2026-05-01" },
      { name: "Alcohol", valid_from: "2026-01-01", valid_until: "2026-12-31" },
    ]);
    expect(done.body.qualifications).toEqual([
      { name: "Alcohol", valid_from: "2026-01-01", valid_until: "2026-12-31" },
      { name: "Forklift", valid_from: "2026-05-01" },
    ]);
    const { data } = await director.api.GET("/v1/staff", { params: { query: { limit: 200 } } });
    expect(data!.items.find(({ staff_id }) => staff_id === made.body.staff_id)?.qualifications).toHaveLength(2);
  });

  test("a program's key is held to its channel or source, not to locations", async () => {
    const key = await makeKey(server, director, ["org.hours", "org.read"], { source: "rota" });
    const location = await shop("KEYED", "UTC");
    expect((await putHours(key, location, { week: closed, exceptions: [] })).status).toBe(200);
  });
});
