// org.test.ts - the shop's own things: made, read page by page, changed by version, and every change in the history.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, once, signIn, signInAs } from "../harness/client.ts";
import { faults, refused } from "../harness/expect.ts";
import { Server } from "../harness/server.ts";

describe("org", () => {
  let server: Server;
  let director: Caller;

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
  });
  afterAll(() => server?.close());

  const post = (path: string, body: unknown) => director.send("POST", path, { body });

  test("a channel is made once and its code never given again", async () => {
    const made = await director.api.POST("/v1/channels", {
      params: once(),
      body: { channel: "kiosk", name: "Kiosk", kind: "store" },
    });
    expect(made.response.status).toBe(201);
    expect(made.data).toMatchObject({ channel: "kiosk", name: "Kiosk", kind: "store", active: true });
    refused(await post("/v1/channels", { channel: "kiosk", name: "Another", kind: "web" }), 409, "org.code_taken");
    const bad = await post("/v1/channels", { channel: "No Spaces", name: "", kind: "fax" });
    refused(bad, 422, "json.invalid");
    expect(faults(bad)).toEqual(["/channel json.bad_format", "/kind json.not_one_of", "/name json.too_short"]);
  });

  test("a list is read page by page, each item once, in one order", async () => {
    const codes = Array.from({ length: 7 }, (_, i) => `page-${i}`);
    for (const code of codes) {
      const made = await post("/v1/locations", { code, name: `Place ${code}`, kind: "store", zone: "Europe/Berlin" });
      expect(made.status, made.text).toBe(201);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { data } = await director.api.GET("/v1/locations", {
        params: { query: { limit: 3, ...(cursor ? { cursor } : {}) } },
      });
      expect(data!.items.length).toBeLessThanOrEqual(3);
      seen.push(...data!.items.map(({ code }) => code));
      cursor = data!.next_cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toEqual(expect.arrayContaining(codes));

    refused(await director.send("GET", "/v1/locations?cursor=made-up"), 422, "page.bad_cursor");
    const limit = refused(await director.send("GET", "/v1/locations?limit=0&colour=blue"), 422, "json.invalid");
    expect(faults(limit)).toEqual(["?colour json.unknown", "?limit json.out_of_range"]);
    // Another list's cursor is none of this one.
    const other = await director.send("GET", "/v1/locations?limit=1");
    refused(
      await director.send("GET", `/v1/channels?cursor=${encodeURIComponent(other.body.next_cursor)}`),
      422,
      "page.bad_cursor",
    );
  });

  test("a location keeps its zone, and belongs to a company that is there", async () => {
    const body = { code: "zoned", name: "Zoned", kind: "store", zone: "Europe/Atlantis" };
    refused(await post("/v1/locations", body), 422, "org.bad_zone");
    refused(
      await post("/v1/locations", { ...body, zone: "Asia/Tokyo", legal_entity_id: "leg_0000000000000000000000000a" }),
      404,
      "org.legal_entity_not_found",
    );
    const company = await post("/v1/legal-entities", { name: "Weft Nippon", country: "JP" });
    expect(company.status, company.text).toBe(201);
    refused(await post("/v1/legal-entities", { name: "Weft Nippon", country: "JP" }), 409, "org.name_taken");
    const made = await post("/v1/locations", {
      ...body,
      zone: "Asia/Tokyo",
      legal_entity_id: company.body.legal_entity_id,
    });
    expect(made.body).toMatchObject({ zone: "Asia/Tokyo", legal_entity_id: company.body.legal_entity_id });
  });

  test("is changed only by who has read the present version", async () => {
    await post("/v1/channels", { channel: "tv", name: "Television", kind: "phone" });
    const change = (name: string, ifMatch: string) =>
      director.send("PATCH", "/v1/channels/tv", { body: { name }, headers: { "if-match": ifMatch } });
    refused(await change("TV", ""), 428, "http.if_match_missing");
    refused(await change("TV", '"99"'), 412, "http.version_mismatch");
    const { data } = await director.api.GET("/v1/channels", { params: { query: { limit: 200 } } });
    const tv = data!.items.find(({ channel }) => channel === "tv")!;
    const done = await change("TV", `"${tv.version}"`);
    expect(done.body).toMatchObject({ name: "TV", version: tv.version + 1 });
    expect(done.headers.get("etag")).toBe(`"${tv.version + 1}"`);
    refused(await change("Tele", `"${tv.version}"`), 412, "http.version_mismatch");
    refused(
      await director.send("PATCH", "/v1/channels/nothing", { body: { name: "X" }, headers: { "if-match": '"1"' } }),
      404,
      "org.channel_not_found",
    );
    refused(
      await director.send("PATCH", "/v1/locations/loc_0000000000000000000000000a", {
        body: { name: "X" },
        headers: { "if-match": '"1"' },
      }),
      404,
      "org.location_not_found",
    );
  });

  test("of two who change it at once, one wins", async () => {
    await post("/v1/channels", { channel: "race", name: "Race", kind: "web" });
    const { data } = await director.api.GET("/v1/channels", { params: { query: { limit: 200 } } });
    const { version } = data!.items.find(({ channel }) => channel === "race")!;
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        director.send("PATCH", "/v1/channels/race", {
          body: { name: `Racer ${i}` },
          headers: { "if-match": `"${version}"` },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  test("the history says who changed what, when, from what and to what", async () => {
    await post("/v1/channels", { channel: "told", name: "Told", kind: "app" });
    const { data } = await director.api.GET("/v1/channels", { params: { query: { limit: 200 } } });
    const { version } = data!.items.find(({ channel }) => channel === "told")!;
    await director.send("PATCH", "/v1/channels/told", {
      body: { name: "Retold", active: false },
      headers: { "if-match": `"${version}"` },
    });
    const history = await director.api.GET("/v1/history", {
      params: { query: { subject_kind: "channel", subject_id: "told" } },
    });
    expect(history.response.status).toBe(200);
    const [changed, made] = history.data!.items;
    expect(history.data!.items).toHaveLength(2);
    expect(made).toMatchObject({ display_name: "The director", principal: expect.stringMatching(/^stf_/) });
    expect(made?.before ?? null).toBeNull();
    expect(made?.after).toMatchObject({ name: "Told", active: true });
    expect(changed?.before).toMatchObject({ name: "Told", active: true });
    expect(changed?.after).toMatchObject({ name: "Retold", active: false });
    expect(Date.parse(changed!.at)).toBeGreaterThanOrEqual(Date.parse(made!.at));
    refused(await director.send("GET", "/v1/history?subject_id=told"), 422, "history.subject_kind_missing");
  });

  test("a refused change leaves no history", async () => {
    await post("/v1/channels", { channel: "calm", name: "Calm", kind: "app" });
    await post("/v1/channels", { channel: "calm", name: "Calm again", kind: "app" });
    const { data } = await director.api.GET("/v1/history", {
      params: { query: { subject_kind: "channel", subject_id: "calm" } },
    });
    expect(data?.items).toHaveLength(1);
  });

  test("staff: nobody gives a role beyond their own, nobody takes the last director away", async () => {
    const admin = await signInAs(server, "admin");
    const password = "correct horse battery 9";
    const hire = (who: Caller, email: string, role: string) =>
      who.send("POST", "/v1/staff", { body: { email, display_name: "New", role, password } });
    const made = await hire(director, "till@shop.example", "associate");
    expect(made.body).toMatchObject({ role: "associate", active: true, email: "till@shop.example" });
    expect(made.text).not.toContain(password);
    refused(await hire(director, "TILL@shop.example", "agent"), 409, "auth.email_taken");
    expect((await hire(admin, "second@shop.example", "associate")).status).toBe(201);

    const associate = await signIn(server, { email: "till@shop.example", password });
    refused(await hire(associate, "mine@shop.example", "agent"), 403, "http.permission_denied");

    const { data } = await director.api.GET("/v1/staff", { params: { query: { limit: 200 } } });
    const me = data!.items.find(({ role }) => role === "director")!;
    refused(
      await director.send("PATCH", `/v1/staff/${me.staff_id}`, {
        body: { role: "agent" },
        headers: { "if-match": `"${me.version}"` },
      }),
      422,
      "org.last_director",
    );
    refused(
      await director.send("PATCH", "/v1/staff/stf_0000000000000000000000000a", {
        body: { role: "agent" },
        headers: { "if-match": '"1"' },
      }),
      404,
      "org.staff_not_found",
    );
    // A key that may do staff and nothing else cannot make a director.
    const key = await director.send("POST", "/v1/api-keys", { body: { name: "hr", scopes: ["org.staff"] } });
    const program = await fetch(`${server.baseUrl}/v1/staff`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key.body.secret}`,
        "content-type": "application/json",
        "idempotency-key": crypto.randomUUID(),
      },
      body: JSON.stringify({ email: "boss@shop.example", display_name: "Boss", role: "director", password }),
    });
    expect([program.status, (await program.json()).reason]).toEqual([403, "org.role_beyond_own"]);
  });
});
