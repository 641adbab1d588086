// idempotency.test.ts - an Idempotency-Key: one intent, one effect, one answer, also after a crash.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, makeKey, signInAs } from "../harness/client.ts";
import { refused } from "../harness/expect.ts";
import { psqlLater } from "../harness/postgres.ts";
import { Server } from "../harness/server.ts";

describe("an idempotency key", () => {
  let server: Server;
  let director: Caller;

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
  });
  afterAll(() => server?.close());

  const post = (key: string, body: unknown, who: Caller = director, path = "/v1/channels") =>
    who.send("POST", path, { body, headers: { "idempotency-key": key } });
  const channel = (code: string) => ({ channel: code, name: `Channel ${code}`, kind: "web" });
  const countOf = async (code: string) => {
    const { data } = await director.api.GET("/v1/channels", { params: { query: { limit: 200 } } });
    return data!.items.filter((item) => item.channel === code).length;
  };

  test("is asked for, and has a form", async () => {
    refused(await post("", channel("none")), 400, "http.idempotency_key_missing");
    for (const key of ["two words", "x".repeat(129)]) {
      refused(await post(key, channel("none")), 400, "http.idempotency_key_malformed");
    }
    expect(await countOf("none")).toBe(0);
  });

  test("gives the same answer to the same request, whatever happened since", async () => {
    const first = await post("same-1", channel("same"));
    expect(first.status).toBe(201);
    await director.send("PATCH", "/v1/channels/same", {
      body: { name: "Changed" },
      headers: { "if-match": `"${first.body.version}"` },
    });
    const again = await post("same-1", channel("same"));
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
  });

  test("keeps a refusal of the domain too", async () => {
    await post("taken-1", channel("taken"));
    const first = await post("taken-2", channel("taken"));
    refused(first, 409, "org.code_taken");
    const again = await post("taken-2", channel("taken"));
    expect([again.status, again.body.reason, again.body.detail]).toEqual([409, "org.code_taken", first.body.detail]);
  });

  test("with another body is refused", async () => {
    await post("other-1", channel("other"));
    refused(await post("other-1", channel("another")), 422, "http.idempotency_key_reused");
    expect(await countOf("another")).toBe(0);
  });

  test("is not used up by what the decoder, the permission or the sign-in refuses", async () => {
    refused(await post("later-1", { channel: 7 }), 422, "json.invalid");
    refused(await post("later-1", "{"), 400, "json.malformed");
    const reader = await makeKey(server, director, ["org.read"]);
    refused(await post("later-1", channel("later"), reader), 403, "http.permission_denied");
    expect((await post("later-1", channel("later"))).status).toBe(201);
  });

  test("belongs to one caller and one address", async () => {
    const writer = await makeKey(server, director, ["org.write"]);
    expect((await post("mine", channel("mine-1"))).status).toBe(201);
    expect((await post("mine", channel("mine-2"), writer)).status).toBe(201);
    const company = { name: "Mine Ltd", country: "GB" };
    expect((await post("mine", company, director, "/v1/legal-entities")).status).toBe(201);
  });

  test("in flight is refused to whoever else sends it, and answered when it is done", async () => {
    // The row that both need is held, so that the first is still at work when the second comes.
    const body = { code: "flight", name: "Flight", kind: "store", zone: "Europe/Berlin" };
    const holding = psqlLater(
      server.databaseUrl,
      "BEGIN; LOCK TABLE org.location IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(2); COMMIT;",
    );
    await new Promise((settle) => setTimeout(settle, 700));
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => post("flight-1", body, director, "/v1/locations")),
    );
    await holding;
    const late = answers.filter(({ status }) => status === 409);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(late).toHaveLength(3);
    for (const answer of late) refused(answer, 409, "http.idempotency_in_flight");
    const again = await post("flight-1", body, director, "/v1/locations");
    expect(again.body).toEqual(answers.find(({ status }) => status === 201)?.body);
  });

  test("is remembered by a server that was killed and started again", async () => {
    const made = await post("killed-1", channel("killed"));
    const denied = await post("killed-2", channel("killed"));
    await server.restart("SIGKILL");
    const again = await post("killed-1", channel("killed"));
    expect([again.status, again.text]).toEqual([made.status, made.text]);
    refused(await post("killed-2", channel("killed")), 409, "org.code_taken");
    expect(denied.status).toBe(409);
    refused(await post("killed-1", channel("other")), 422, "http.idempotency_key_reused");
  });
});
