// fuzz.test.ts - every operation of openapi.json: what the schema allows is taken, what it does not is refused by name, and answers are as described.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Caller, makeKey, signInAs } from "../harness/client.ts";
import { Server } from "../harness/server.ts";
import { openShop, saleOf } from "../harness/shop.ts";
import { breakages, type Known, type Operation, operations, type Parameter, valid, wrongWith } from "./description.ts";

/** WEFT_TEST_LONG=1 draws other seeds and more of each; WEFT_TEST_SEED repeats one. */
const long = process.env.WEFT_TEST_LONG === "1";
const seed = Number(process.env.WEFT_TEST_SEED ?? (long ? Date.now() % 1e9 : 20261124));
const runs = long ? 400 : 15;

/** What these cost: a password is hashed on purpose slowly, and too many wrong ones lock everybody here out. */
const dear: Record<string, number> = { "PUT /v1/session": 4, "POST /v1/staff": 6, "PATCH /v1/staff/{staff_id}": 10 };

interface Request {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, unknown>;
  body?: unknown;
}

function requests(operation: Operation, known: Known): fc.Arbitrary<Request> {
  const part = (place: Parameter["in"]) => {
    const here = operation.parameters.filter((parameter) => parameter.in === place);
    return fc.record(Object.fromEntries(here.map(({ name, schema }) => [name, valueFor(name, schema, place, known)])), {
      requiredKeys: here.filter(({ required }) => required).map(({ name }) => name),
      noNullPrototype: true,
    } as fc.RecordConstraints<string>);
  };
  const body =
    operation.body === undefined
      ? fc.constant(undefined)
      : operation.body.type === "application/json"
        ? valid(operation.body.schema, known)
        : fc.uint8Array({ maxLength: 2000 });
  return fc.record({ path: part("path"), query: part("query"), header: part("header"), body }) as fc.Arbitrary<Request>;
}

function valueFor(name: string, schema: Parameter["schema"], place: Parameter["in"], known: Known) {
  if (name === "If-Match") return fc.constantFrom('"1"', '"2"', '"7"');
  if (name === "Idempotency-Key") return fc.uuid();
  if (name === "Last-Event-ID") return fc.constantFrom("1", "x");
  const some = valid(schema, known, name);
  // A client takes "." and ".." for a way through the address, not for a name.
  return place === "path" ? some.filter((text) => !["", ".", ".."].includes(String(text))) : some;
}

function addressOf(operation: Operation, { path, query }: Request): string {
  const address = operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(path[name])));
  const words = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const asked = words.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return asked.length ? `${address}?${asked.join("&")}` : address;
}

/** Status, content type, body and reason are the described ones. */
function asDescribed(operation: Operation, answer: Answer): void {
  const words = `${operation.method} ${operation.path} answered ${answer.status} ${answer.text.slice(0, 1000)}`;
  const described = operation.answers[String(answer.status)];
  expect(answer.status, words).toBeLessThan(500);
  expect(described, `${words}: this status is not described`).toBeDefined();
  const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
  const content = described?.content;
  if (!content) {
    expect([answer.text, type], words).toEqual(["", ""]);
    return;
  }
  expect(
    Object.keys(content).map((known) => known.split(";")[0]),
    words,
  ).toContain(type);
  const schema = Object.entries(content).find(([known]) => known.startsWith(type))?.[1].schema;
  if (schema && answer.body !== undefined) expect(wrongWith(schema, answer.body), words).toBe("");
  if (answer.status >= 400) {
    expect(type).toBe("application/problem+json");
    expect(described?.["x-reasons"], words).toContain(answer.body.reason);
  }
}

describe(`the API as described (seed ${seed})`, () => {
  let server: Server;
  let director: Caller;
  let program: Caller;
  const known: Known = {};

  beforeAll(async () => {
    console.info(`fuzz seed ${seed}, ${runs} runs an operation; WEFT_TEST_SEED=${seed} repeats it`);
    server = await Server.start();
    director = await signInAs(server);
    await openShop(director);
    const { body: me } = await director.send("GET", "/v1/session");
    program = await makeKey(server, director, me.scopes, { source: "orders" });
    await knowSome();
  });
  afterAll(() => server?.close());

  /** A little of everything, so that ids lead somewhere. */
  async function knowSome(): Promise<void> {
    const sale = await program.send("POST", "/v1/sales", {
      body: saleOf({
        source: "orders",
        customer: { source_id: "known", identifiers: [{ kind: "email", value: "known@example.org" }] },
      }),
    });
    const place = await program.send("GET", "/v1/locations");
    const company = await program.send("GET", "/v1/legal-entities");
    const person = await director.send("POST", "/v1/staff", {
      body: { email: "fuzzed@shop.example", display_name: "Fuzzed", role: "agent", password: "tangled 7 weft threads" },
    });
    const imports = await program.send("POST", "/v1/imports", { body: { mapping: "orders" } });
    const spare = await makeKey(server, director, ["org.read"]);
    Object.assign(known, {
      cus: [sale.body.customer_id],
      rec: [sale.body.record_id],
      ord: [sale.body.order_id],
      loc: place.body.items.map((item: { location_id: string }) => item.location_id),
      leg: company.body.items.map((item: { legal_entity_id: string }) => item.legal_entity_id),
      stf: [person.body.staff_id],
      imp: [imports.body.import_id],
      key: [spare.keyId],
      source: ["orders"],
      source_id: ["known"],
      channel: ["web", "store"],
      origin_channel: ["web", "store"],
      fulfilment_channel: ["web", "store"],
      return_channel: ["store"],
      origin_location: ["s1", "dc"],
      fulfilment_location: ["s1", "dc"],
      return_location: ["s1"],
      zone: ["Europe/Berlin", "UTC"],
      mapping: ["orders", "uci"],
      name: ["orders.csv"],
      currency: ["EUR"],
      subject_kind: ["channel", "staff", "import"],
      scopes: ["org.read"],
    });
  }

  async function ask(operation: Operation, request: Request): Promise<Answer> {
    const headers: Record<string, string> = {};
    if (operation.method === "POST") headers["idempotency-key"] = "";
    for (const [name, value] of Object.entries(request.header)) headers[name.toLowerCase()] = String(value);
    if (operation.body) headers["content-type"] = operation.body.type;
    const caller = operation.path === "/v1/session" && operation.method === "GET" ? director : program;
    if (operation.kind === "stream") return await beginningOf(operation, headers);
    return await caller.send(operation.method, addressOf(operation, request), { body: request.body, headers });
  }

  /** A stream does not end, so only how it begins can be looked at. */
  async function beginningOf(operation: Operation, headers: Record<string, string>): Promise<Answer> {
    const end = new AbortController();
    const response = await fetch(server.baseUrl + operation.path, {
      headers: { authorization: `Bearer ${program.credentials.key}`, ...headers },
      signal: end.signal,
    });
    const text = response.status === 200 ? "" : await response.text();
    end.abort();
    const body = text ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, body };
  }

  const runsOf = (operation: Operation) => dear[`${operation.method} ${operation.path}`] ?? runs;
  const all = operations().map((operation) => [`${operation.method} ${operation.path}`, operation] as const);

  test.each(all)("%s takes what its schema allows, and answers a key alike", async (_, operation) => {
    const keyed = operation.parameters.some(({ name }) => name === "Idempotency-Key");
    await fc.assert(
      fc.asyncProperty(requests(operation, known), async (request) => {
        const answer = await ask(operation, request);
        asDescribed(operation, answer);
        expect(answer.body?.reason ?? "", answer.text).not.toMatch(/^json\./);
        if (!keyed) return;
        const again = await ask(operation, request);
        expect([again.status, again.body?.reason]).toEqual([answer.status, answer.body?.reason]);
        if (answer.status < 300) expect(again.body).toEqual(answer.body);
      }),
      { seed, numRuns: runsOf(operation) },
    );
  });

  const breakable = all.filter(
    ([, { parameters, body, kind }]) =>
      kind !== "stream" &&
      (parameters.some(({ in: place }) => place !== "header") || body?.type === "application/json"),
  );
  test.each(breakable)("%s refuses what its schema does not allow, by name", async (_, operation) => {
    await fc.assert(
      fc.asyncProperty(requests(operation, known), fc.nat(), async (request, choice) => {
        const ways = waysToBreak(operation, request);
        const way = ways[choice % ways.length];
        if (!way) return;
        const answer = await ask(operation, way.request);
        asDescribed(operation, answer);
        expect([answer.status, answer.body?.reason], `${way.pointer} ${answer.text}`).toEqual([422, "json.invalid"]);
        const pointers = answer.body.errors.map(({ pointer }: { pointer: string }) => pointer);
        expect(new Set(pointers), answer.text).toEqual(new Set([way.pointer]));
      }),
      { seed, numRuns: runsOf(operation) },
    );
  });

  test.each(all.filter(([, { body }]) => body?.type === "application/json"))(
    "%s refuses what is no JSON, and what is not called JSON",
    async (_, operation) => {
      await fc.assert(
        fc.asyncProperty(
          requests(operation, known),
          fc.constantFrom("{", "", "nul", '{"a":1,}', "[1", "\u0000", '{"a":"\\ud800"}x'),
          async (request, body) => {
            const answer = await ask(operation, { ...request, body });
            asDescribed(operation, answer);
            expect(answer.body?.reason).toBe("json.malformed");
          },
        ),
        { seed, numRuns: 5 },
      );
    },
  );
});

/** The request with one thing wrong in its path, query or body each. */
function waysToBreak(operation: Operation, request: Request): { request: Request; pointer: string }[] {
  const out: { request: Request; pointer: string }[] = [];
  for (const { name, in: place, schema } of operation.parameters) {
    if (place === "header") continue;
    const pointer = place === "path" ? `{${name}}` : `?${name}`;
    for (const broken of breakages(schema, request[place][name], pointer, true)) {
      if (place === "path" && broken.value === "") continue;
      out.push({ request: { ...request, [place]: { ...request[place], [name]: broken.value } }, pointer });
    }
  }
  if (operation.parameters.some(({ in: place }) => place === "query")) {
    out.push({ request: { ...request, query: { ...request.query, zz_unknown: "1" } }, pointer: "?zz_unknown" });
  }
  if (operation.body?.type === "application/json") {
    for (const { value, pointer } of breakages(operation.body.schema, request.body)) {
      out.push({ request: { ...request, body: value }, pointer });
    }
  }
  return out;
}
