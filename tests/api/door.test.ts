// door.test.ts - the door: refusals in one shape, methods, limits, headers, origins, the console's files, health and the test clock.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, callerOf, signInAs } from "../harness/client.ts";
import { faults, refused } from "../harness/expect.ts";
import { root, Server } from "../harness/server.ts";
import { overTheWire } from "../harness/wire.ts";

const origin = "https://shop.example";
const dist = join(root, "web/apps/console/dist");
const consoleIsBuilt = existsSync(join(dist, "index.html"));

describe("the door", () => {
  let server: Server;
  let director: Caller;
  let anybody: Caller;

  beforeAll(async () => {
    server = await Server.start({
      flags: ["--cors-origin", origin, ...(consoleIsBuilt ? ["--web-dir", dist] : [])],
    });
    director = await signInAs(server);
    anybody = callerOf(server);
  });
  afterAll(() => server?.close());

  describe("refusals", () => {
    test("name every wrong field at once, by pointer", async () => {
      const answer = await director.send("POST", "/v1/locations", {
        body: { code: "no spaces!", name: 7, kind: "castle", colour: "blue", legal_entity_id: "cus_x" },
      });
      const problem = refused(answer, 422, "json.invalid");
      expect(faults(answer)).toEqual([
        "/code json.bad_format",
        "/colour json.unknown",
        "/kind json.not_one_of",
        "/legal_entity_id json.bad_format",
        "/name json.wrong_type",
        "/zone json.missing",
      ]);
      for (const error of problem.errors ?? []) expect(error.detail).not.toBe("");
    });

    test.each([
      ["cut short", '{"channel": "x"'],
      ["no JSON", "channel=x"],
      ["empty", ""],
      ["two values", "{} {}"],
      ["broken UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
      ["too deep", `${"[".repeat(5000)}${"]".repeat(5000)}`],
    ])("a body that is %s is malformed", async (_, body) => {
      const answer = await director.send("POST", "/v1/channels", { body });
      expect([400, 422]).toContain(answer.status);
      expect(answer.body.reason).toMatch(/^json\.(malformed|invalid)$/);
    });

    test("a member given twice, and a body of another kind, are refused", async () => {
      const twice = await director.send("POST", "/v1/channels", {
        body: '{"channel":"x","name":"X","kind":"web","name":"Y"}',
      });
      refused(twice, 422, "json.invalid");
      expect(faults(twice)).toEqual(["/name json.duplicate"]);
      refused(
        await director.send("POST", "/v1/channels", { body: "a=b", headers: { "content-type": "text/plain" } }),
        415,
        "http.unsupported_media_type",
      );
    });

    test("an address that is not there, and a method that is not", async () => {
      refused(await director.send("GET", "/v1/nothing"), 404, "http.not_found");
      refused(await director.send("GET", "/v1/channels/"), 404, "http.not_found");
      const wrong = await director.send("DELETE", "/v1/channels");
      refused(wrong, 405, "http.method_not_allowed");
      const allowed = wrong.headers.get("allow")!.split(", ");
      expect(allowed).toEqual(expect.arrayContaining(["GET", "POST"]));
      expect(allowed).not.toContain("DELETE");
    });

    test("carry the trace they belong to", async () => {
      const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
      const answer = await anybody.send("GET", "/v1/channels", {
        headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` },
      });
      const problem = refused(answer, 401, "http.unauthenticated");
      expect(problem.request_id).toContain(trace);
      expect(answer.headers.get("x-request-id")).toBe(problem.request_id);
      const own = await anybody.send("GET", "/v1/channels");
      expect(own.body.request_id).toMatch(/^[0-9a-f]{32}$/);
      const broken = await anybody.send("GET", "/v1/channels", { headers: { traceparent: "00-zz-1-1" } });
      expect(broken.body.request_id).toMatch(/^[0-9a-f]{32}$/);
    });
  });

  describe("limits", () => {
    test("a body over 1 MiB is refused before it is read", async () => {
      const head = [
        "POST /v1/channels HTTP/1.1",
        "Host: weft",
        `Cookie: ${director.credentials.cookie}`,
        `X-CSRF-Token: ${director.credentials.csrf}`,
        "Idempotency-Key: large",
        "Content-Type: application/json",
        `Content-Length: ${1024 * 1024 + 1}`,
        "",
        "",
      ].join("\r\n");
      const answer = await overTheWire(server, head);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer).toContain("http.body_too_large");
    });

    test("headers over 16 KiB are refused", async () => {
      const answer = await overTheWire(
        server,
        `GET /healthz HTTP/1.1\r\nHost: weft\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 431 /);
      expect(answer).toContain("http.header_too_large");
    });

    test.each([
      ["no version", "GET /healthz\r\n\r\n"],
      ["no host", "GET /healthz HTTP/1.1\r\n\r\n"],
      ["two lengths", "POST /v1/sales HTTP/1.1\r\nHost: w\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx"],
      [
        "a length and chunks",
        "POST /v1/sales HTTP/1.1\r\nHost: w\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      ],
      ["a space before the colon", "GET /healthz HTTP/1.1\r\nHost : w\r\n\r\n"],
      ["a folded header", "GET /healthz HTTP/1.1\r\nHost: w\r\nX-A: b\r\n c\r\n\r\n"],
      ["bytes of no protocol", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"],
    ])("a request with %s is malformed, and the connection ends", async (_, text) => {
      const answer = await overTheWire(server, Buffer.from(text, "latin1"));
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toMatch(/connection: close/i);
      expect(answer).toContain("http.malformed_request");
    });

    test("an expectation that is not 100-continue is refused", async () => {
      const answer = await overTheWire(
        server,
        "PUT /v1/session HTTP/1.1\r\nHost: w\r\nExpect: a-miracle\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
      );
      expect(answer).toMatch(/^HTTP\/1\.1 417 /);
      expect(answer).toContain("http.expectation_failed");
    });

    test("requests that come together on one connection are answered in order", async () => {
      const get = (path: string, last = false) =>
        `GET ${path} HTTP/1.1\r\nHost: w\r\n${last ? "Connection: close\r\n" : ""}\r\n`;
      const answer = await overTheWire(server, get("/healthz") + get("/v1/nothing") + get("/healthz", true));
      expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 404", "HTTP/1.1 200"]);
    });
  });

  describe("headers", () => {
    test("of the API let no browser make a page of an answer", async () => {
      for (const path of ["/healthz", "/v1/channels", "/v1/nothing"]) {
        const { headers } = await anybody.send("GET", path);
        expect(headers.get("x-content-type-options")).toBe("nosniff");
        expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
        expect(headers.get("referrer-policy")).toBe("no-referrer");
        expect(headers.get("cross-origin-resource-policy")).toMatch(/^(same|cross)-origin$/);
        expect(headers.get("cache-control")).toMatch(/no-store|no-cache/);
        expect(headers.get("server")).toBeNull();
      }
    });

    test("HEAD answers as GET does, without the body", async () => {
      const get = await anybody.send("GET", "/healthz");
      const head = await anybody.send("HEAD", "/healthz");
      expect([head.status, head.text]).toEqual([200, ""]);
      expect(head.headers.get("content-length")).toBe(get.headers.get("content-length"));
    });
  });

  describe("other origins", () => {
    const preflight = (from: string) =>
      anybody.send("OPTIONS", "/v1/channels", {
        headers: {
          origin: from,
          "access-control-request-method": "POST",
          "access-control-request-headers": "content-type,idempotency-key,x-csrf-token",
        },
      });

    test("on the list may call, with credentials", async () => {
      const asked = await preflight(origin);
      expect(asked.status).toBeLessThan(300);
      expect(asked.headers.get("access-control-allow-origin")).toBe(origin);
      expect(asked.headers.get("access-control-allow-credentials")).toBe("true");
      expect(asked.headers.get("access-control-allow-methods")).toContain("POST");
      expect(asked.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("idempotency-key");
      const answer = await director.send("GET", "/v1/channels", { headers: { origin } });
      expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
      expect(answer.headers.get("vary")).toMatch(/origin/i);
    });

    test("off the list are not told anything", async () => {
      for (const from of ["https://evil.example", `${origin}.evil.example`, "null", "http://shop.example"]) {
        const asked = await preflight(from);
        expect(asked.headers.get("access-control-allow-origin"), from).toBeNull();
        const answer = await director.send("GET", "/v1/channels", { headers: { origin: from } });
        expect(answer.headers.get("access-control-allow-origin"), from).toBeNull();
      }
    });
  });

  describe.skipIf(!consoleIsBuilt)("the console", () => {
    test("is a page with a strict policy, whatever its path", async () => {
      for (const path of ["/", "/index.html", "/imports/imp_x"]) {
        const page = await anybody.send("GET", path, { headers: { accept: "text/html" } });
        expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
        const policy = page.headers.get("content-security-policy") ?? "";
        expect(policy).toContain("script-src 'self'");
        expect(policy).not.toContain("unsafe");
        expect(policy).toContain("frame-ancestors 'none'");
        expect(page.text).not.toMatch(/<script(?![^>]*src=)/);
      }
    });

    test("its files come packed as the browser takes them, and are kept", async () => {
      const page = await anybody.send("GET", "/");
      const script = page.text.match(/src="(\/assets\/[^"]+\.js)"/)?.[1];
      expect(script).toBeDefined();
      for (const encoding of ["br", "gzip"]) {
        const file = await anybody.send("GET", script!, { headers: { "accept-encoding": encoding } });
        expect([file.status, file.headers.get("content-encoding")]).toEqual([200, encoding]);
        expect(file.headers.get("vary")).toMatch(/accept-encoding/i);
        expect(file.headers.get("cache-control")).toMatch(/immutable/);
      }
      const plain = await anybody.send("GET", script!, { headers: { "accept-encoding": "identity" } });
      expect(plain.headers.get("content-encoding")).toBeNull();
      const etag = plain.headers.get("etag")!;
      const again = await anybody.send("GET", script!, {
        headers: { "accept-encoding": "identity", "if-none-match": etag },
      });
      expect(again.status).toBe(304);
    });

    test("no path leads out of its folder", async () => {
      for (const path of ["/../package.json", "/%2e%2e/package.json", "/..%2fpackage.json", "/assets/..%5c..%5cx"]) {
        const answer = await overTheWire(server, `GET ${path} HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n`);
        expect(answer).not.toContain("@weft/console");
        expect(answer).toMatch(/^HTTP\/1\.1 (200|400|404) /);
      }
      refused(await anybody.send("GET", "/assets/nothing.js"), 404, "http.not_found");
    });
  });

  describe("health", () => {
    test("says that the process answers, and whether it can work", async () => {
      expect((await anybody.send("GET", "/healthz")).body).toEqual({ status: "ok", version: expect.any(String) });
      const ready = await anybody.send("GET", "/readyz");
      expect(ready.body).toMatchObject({ ready: true });
      expect(ready.body.checks.map(({ name }: { name: string }) => name).sort()).toEqual([
        "database",
        "disk",
        "events",
      ]);
    });

    test("counts requests for Prometheus", async () => {
      const { text, headers } = await anybody.send("GET", "/metrics");
      expect(headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(text).toMatch(/^# TYPE \S+ (counter|gauge|histogram)$/m);
      for (const line of text.split("\n")) {
        if (line && !line.startsWith("#")) expect(line).toMatch(/^[a-z_:][a-z0-9_:]*(\{.*\})? [-+0-9.eInfNa]+$/i);
      }
      expect(text).not.toContain("@shop.example");
    });

    test("describes itself", async () => {
      const { body } = await anybody.send("GET", "/openapi.json");
      expect(body.openapi).toMatch(/^3\.1\./);
      expect(Object.keys(body.paths)).toContain("/v1/sales");
    });
  });

  describe("the test clock", () => {
    test("moves the shop's time forward, never back", async () => {
      const move = (seconds: number) => anybody.send("POST", "/v1/test-clock/advance", { body: { seconds } });
      const first = await move(1);
      const second = await move(86_400);
      expect(first.status, first.text).toBe(200);
      const moved = Date.parse(second.body.now) - Date.parse(first.body.now);
      expect(moved).toBeGreaterThanOrEqual(86_400_000);
      expect(moved).toBeLessThan(86_400_000 + 60_000);
      refused(await move(-1), 422, "json.invalid");
      const made = await director.send("POST", "/v1/channels", { body: { channel: "later", name: "L", kind: "web" } });
      expect(made.status, made.text).toBe(201);
      const { data } = await director.api.GET("/v1/history", {
        params: { query: { subject_kind: "channel", subject_id: "later" } },
      });
      expect(Date.parse(data!.items[0]!.at)).toBeGreaterThanOrEqual(Date.parse(second.body.now));
    });
  });
});

describe("a server for the shop itself", () => {
  test("has no test clock, and refuses to start with one in production", async () => {
    const server = await Server.start({ testClock: false, flags: ["--production"] });
    try {
      refused(
        await callerOf(server).send("POST", "/v1/test-clock/advance", { body: { seconds: 1 } }),
        404,
        "http.not_found",
      );
      await server.stop();
      const words = ["serve", ...server.place, "--listen", "127.0.0.1:0", "--test-clock", "--production"];
      expect(() => server.run(...words)).toThrow(/app\.test_clock_in_production/);
    } finally {
      await server.close();
    }
  });
});
