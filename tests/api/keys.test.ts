// keys.test.ts - API keys: shown once, held to their scopes, and dead when they are revoked.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, callerOf, makeKey, makeOldKey, signInAs } from "../harness/client.ts";
import { eventually, faults, refused } from "../harness/expect.ts";
import { psql } from "../harness/postgres.ts";
import { Server } from "../harness/server.ts";

describe("an API key", () => {
  let server: Server;
  let director: Caller;

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
  });
  afterAll(() => server?.close());

  const make = (body: unknown) => director.send("POST", "/v1/api-keys", { body });

  test("shows its secret once, and the server keeps none of it", async () => {
    const made = await make({ name: "till 1", scopes: ["orders.write"], source: "till" });
    expect(made.status, made.text).toBe(201);
    expect(made.body).toMatchObject({ name: "till 1", scopes: ["orders.write"], source: "till" });
    expect(made.body.key_id).toMatch(/^key_/);
    expect(made.body.secret.length).toBeGreaterThan(30);
    expect(made.headers.get("cache-control")).toMatch(/no-store/);
    const list = await director.api.GET("/v1/api-keys");
    expect(JSON.stringify(list.data)).not.toContain(made.body.secret);
    expect(list.data?.items.map(({ key_id }) => key_id)).toContain(made.body.key_id);
    const dump = psql(
      server.databaseUrl,
      "SELECT (SELECT json_agg(k) FROM auth.api_key k)::text || coalesce((SELECT json_agg(i) FROM http.idempotency i)::text, '');",
    );
    expect(dump).toContain("till 1");
    expect(dump).not.toContain(made.body.secret);
  });

  test("may do what its scopes say, and is told which one it lacks", async () => {
    const key = await makeKey(server, director, ["org.read"]);
    expect((await key.api.GET("/v1/channels")).response.status).toBe(200);
    const denied = refused(await key.send("GET", "/v1/staff"), 403, "http.permission_denied");
    expect(JSON.stringify(denied)).toContain("org.staff");
    const body = { channel: "x", name: "X", kind: "web" };
    expect(
      JSON.stringify(refused(await key.send("POST", "/v1/channels", { body }), 403, "http.permission_denied")),
    ).toContain("org.write");
  });

  test("has scopes that nobody need know, but none beyond its maker's", async () => {
    refused(await make({ name: "beyond", scopes: ["rocket.launch"] }), 403, "auth.scope_not_held");
    const maker = await makeKey(server, director, ["auth.keys", "org.read"]);
    const own = await maker.send("POST", "/v1/api-keys", { body: { name: "own", scopes: ["org.read"] } });
    expect(own.status, own.text).toBe(201);
    refused(
      await maker.send("POST", "/v1/api-keys", { body: { name: "more", scopes: ["org.read", "org.write"] } }),
      403,
      "auth.scope_not_held",
    );
  });

  test("records only for a source or a channel that it names, and the channel is there", async () => {
    for (const scope of ["orders.write", "imports.write"]) {
      const answer = await make({ name: "anybody", scopes: ["org.read", scope] });
      expect(faults(refused(answer, 422, "auth.voice_missing"))).toEqual(["/source auth.voice_missing"]);
    }
    const lost = await make({ name: "fax", scopes: ["orders.write"], channel: "fax" });
    expect(faults(refused(lost, 404, "org.channel_not_found"))).toEqual(["/channel org.channel_not_found"]);
    const channel = { channel: "web", name: "Web shop", kind: "web" };
    expect((await director.send("POST", "/v1/channels", { body: channel })).status).toBe(201);
    expect((await make({ name: "shop", scopes: ["orders.write"], channel: "web" })).status).toBe(201);
    expect((await make({ name: "erp", scopes: ["imports.write"], source: "erp" })).status).toBe(201);
    expect((await make({ name: "screen", scopes: ["orders.read", "imports.read"] })).status).toBe(201);
  });

  test("makes no key that speaks for more than itself", async () => {
    const channel = { channel: "till", name: "Till", kind: "store" };
    await director.send("POST", "/v1/channels", { body: channel });
    const scopes = ["auth.keys", "orders.write"];
    const erp = await makeKey(server, director, scopes, { source: "erp" });
    const till = await makeKey(server, director, scopes, { channel: "till" });
    const another = (maker: Caller, body: Record<string, unknown>) =>
      maker.send("POST", "/v1/api-keys", { body: { name: crypto.randomUUID(), scopes: ["orders.write"], ...body } });
    refused(await another(erp, { source: "crm" }), 403, "auth.voice_not_held");
    refused(await another(erp, { channel: "till" }), 403, "auth.voice_not_held");
    refused(await another(till, { source: "erp" }), 403, "auth.voice_not_held");
    expect((await another(erp, { source: "erp", channel: "till" })).status).toBe(201);
    expect((await another(till, { channel: "till" })).status).toBe(201);
    refused(await another(await makeOldKey(server, director, scopes), { source: "erp" }), 403, "auth.voice_not_held");
  });

  test("has a name that no other has", async () => {
    expect((await make({ name: "twin", scopes: ["org.read"] })).status).toBe(201);
    refused(await make({ name: "twin", scopes: ["org.read"] }), 409, "auth.key_name_taken");
  });

  test("that is made up, or half right, is refused", async () => {
    const { body } = await make({ name: "half", scopes: ["org.read"] });
    for (const key of ["made-up", "", `${body.secret}x`, body.secret.slice(0, -1), `${body.key_id}`]) {
      const caller = callerOf(server, { key: key || "x" });
      const answer = await caller.send("GET", "/v1/channels");
      refused(answer, 401, "auth.credentials_refused");
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
    }
  });

  test("needs no CSRF token, since no browser sends it by itself", async () => {
    const key = await makeKey(server, director, ["org.write"]);
    const body = { channel: "bykey", name: "By key", kind: "web" };
    expect((await key.send("POST", "/v1/channels", { body })).status).toBe(201);
  });

  test("dies when it is revoked, within five seconds", async () => {
    const key = await makeKey(server, director, ["org.read"]);
    expect((await key.send("GET", "/v1/channels")).status).toBe(200);
    const { response } = await director.api.DELETE("/v1/api-keys/{key_id}", {
      params: { path: { key_id: key.keyId } },
    });
    expect(response.status).toBe(204);
    await eventually(async () => (await key.send("GET", "/v1/channels")).status === 401, 5_000, "the key dies");
    refused(await key.send("GET", "/v1/channels"), 401, "auth.credentials_refused");
    refused(await director.send("DELETE", "/v1/api-keys/key_0000000000000000000000000a"), 404, "auth.key_not_found");
  });
});
