// session.test.ts - people sign in, stay signed in by cookie, are protected from forged requests, and sign out.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, callerOf, cookieOf, once, signIn, signInAs } from "../harness/client.ts";
import { eventually, faults, refused } from "../harness/expect.ts";
import { type Person, Server } from "../harness/server.ts";

describe("a session", () => {
  let server: Server;
  let person: Person;
  let anybody: Caller;

  beforeAll(async () => {
    server = await Server.start();
    person = server.addStaff("director");
    anybody = callerOf(server);
  });
  afterAll(() => server?.close());

  const signInWith = (body: unknown) => anybody.send("PUT", "/v1/session", { body });

  test("begins with the right password, in a cookie that scripts cannot read", async () => {
    const answer = await signInWith(person);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toMatchObject({ display_name: "The director", role: "director" });
    expect(answer.body.scopes).toContain("orders.read");
    expect(Date.parse(answer.body.expires_at)).toBeGreaterThan(Date.now());
    const cookie = answer.headers.getSetCookie().join();
    expect(cookie).toMatch(/^weft_session=[^;]+;/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=(Lax|Strict)/i);
    expect(answer.headers.get("cache-control")).toMatch(/no-store/);
  });

  test("does not begin with a wrong password, nor for somebody unknown, in the same words", async () => {
    const wrong = refused(await signInWith({ ...person, password: "not the password" }), 401, "auth.sign_in_refused");
    const unknown = refused(
      await signInWith({ email: "nobody@shop.example", password: "not the password" }),
      401,
      "auth.sign_in_refused",
    );
    expect(unknown.title).toBe(wrong.title);
    expect(unknown.detail).toBe(wrong.detail);
  });

  test("names what is wrong with a sign-in", async () => {
    const answer = await signInWith({ email: "anna@shop.example", passwort: "x" });
    refused(answer, 422, "json.invalid");
    expect(faults(answer)).toEqual(["/password json.missing", "/passwort json.unknown"]);
  });

  test("tells who is signed in, through the client", async () => {
    const { api } = await signIn(server, person);
    const { data, response } = await api.GET("/v1/session");
    expect(response.status).toBe(200);
    expect(data).toMatchObject({ display_name: "The director", role: "director" });
    expect(data?.csrf_token).not.toBe("");
  });

  test("is asked for", async () => {
    refused(await anybody.send("GET", "/v1/session"), 401, "http.unauthenticated");
    const stale = callerOf(server, { cookie: "weft_session=ses_made_up.nothing" });
    refused(await stale.send("GET", "/v1/session"), 401, "auth.credentials_refused");
  });

  test("changes nothing without its CSRF token, nor with another's", async () => {
    const mine = await signIn(server, person);
    const other = await signIn(server, person);
    const body = { channel: "forged", name: "Forged", kind: "web" };
    for (const csrf of [undefined, "made-up", other.credentials.csrf]) {
      const forged = callerOf(server, { cookie: mine.credentials.cookie, csrf });
      refused(await forged.send("POST", "/v1/channels", { body }), 403, "auth.csrf_failed");
      expect((await forged.send("GET", "/v1/session")).status, "reading needs no token").toBe(200);
    }
    const { data } = await mine.api.GET("/v1/channels");
    expect(data?.items.map(({ channel }) => channel)).not.toContain("forged");
  });

  test("ends with a sign-out, and only that one", async () => {
    const mine = await signIn(server, person);
    const other = await signIn(server, person);
    const { response } = await mine.api.DELETE("/v1/session");
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie().join()).toMatch(/weft_session=;|Max-Age=0/i);
    await eventually(async () => (await mine.send("GET", "/v1/session")).status === 401, 5_000, "the session dies");
    expect((await other.send("GET", "/v1/session")).status).toBe(200);
  });

  test("ends where a key has none", async () => {
    const mine = await signIn(server, person);
    const made = await mine.send("POST", "/v1/api-keys", { body: { name: "no session", scopes: ["orders.read"] } });
    const key = callerOf(server, { key: made.body.secret });
    refused(await key.send("DELETE", "/v1/session"), 404, "auth.no_session");
  });

  test("survives a restart of the server", async () => {
    const mine = await signIn(server, person);
    await server.restart();
    expect((await mine.send("GET", "/v1/session")).status).toBe(200);
  });

  test("ends when the person is switched off, and when their password changes", async () => {
    const director = await signIn(server, person);
    for (const [email, change] of [
      ["off@shop.example", { active: false }],
      ["new@shop.example", { password: "another long enough phrase 71" }],
    ] as const) {
      const agent = await signInAs(server, "agent", email);
      const { data } = await director.api.GET("/v1/staff", { params: { query: { limit: 200 } } });
      const row = data?.items.find((item) => item.email === email);
      const answer = await director.send("PATCH", `/v1/staff/${row?.staff_id}`, {
        body: change,
        headers: { "if-match": `"${row?.version}"` },
      });
      expect(answer.status, answer.text).toBe(200);
      const took = await eventually(
        async () => (await agent.send("GET", "/v1/session")).status === 401,
        5_000,
        `${email} is signed out`,
      );
      expect(took).toBeLessThan(5_000);
    }
  });

  test("refuses weak passwords for new people, by name", async () => {
    const { api } = await signIn(server, person);
    for (const [password, reason] of [
      ["short", "auth.password_too_short"],
      ["password123", "auth.password_too_weak"],
    ] as const) {
      const { error, response } = await api.POST("/v1/staff", {
        params: once(),
        body: { email: "weak@shop.example", display_name: "Weak", role: "agent", password },
      });
      expect([response.status, error?.reason], JSON.stringify(error)).toEqual([422, reason]);
    }
  });

  test("counts a password's bytes, not its letters", async () => {
    const { api } = await signIn(server, person);
    const { error, response } = await api.POST("/v1/staff", {
      params: once(),
      body: { email: "long@shop.example", display_name: "Long", role: "agent", password: "\u00e4 \u00f6".repeat(80) },
    });
    expect([response.status, error?.reason]).toEqual([422, "auth.password_too_long"]);
  });

  test("is locked for a while after too many wrong passwords, the right one too", async () => {
    const victim = server.addStaff("agent", "victim@shop.example");
    let last = await signInWith({ ...victim, password: "guess number 0" });
    for (let guess = 1; guess < 30 && last.status === 401; guess += 1) {
      last = await signInWith({ ...victim, password: `guess number ${guess}` });
    }
    const problem = refused(last, 429, "auth.locked_out");
    expect(problem.retry_after_seconds).toBeGreaterThan(0);
    expect(Number(last.headers.get("retry-after"))).toBe(problem.retry_after_seconds);
    refused(await signInWith(victim), 429, "auth.locked_out");
    expect((await signInWith(person)).status, "nobody else is").toBe(200);
    expect(cookieOf((await signInWith(person)).headers)).not.toBe("");
  });
});
