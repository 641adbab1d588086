// A small stand-in for the server: serves the built console under the real content policy and answers with made-up data.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import * as data from "./data.ts";
import { type choices, draftOf } from "./drafts.ts";
import * as measures from "./measures.ts";
import * as organisation from "./organisation.ts";
import * as people from "./people.ts";

export const dist = fileURLToPath(new URL("../../../web/apps/console/dist", import.meta.url));

/** The policy of the real server's pages (platform/http/wire.cpp); a page that needs more fails its test. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

export interface Problem {
  status: number;
  reason: string;
  title?: string;
  detail?: string;
  retry_after_seconds?: number;
  errors?: { pointer: string; reason: string; detail?: string }[];
}
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  params: Record<string, string>;
  headers: IncomingMessage["headers"];
  body: unknown;
}
type Answer = { status?: number; body?: unknown; text?: string; headers?: Record<string, string> } | Problem;
type Handler = (asked: Asked) => Answer | Promise<Answer>;

export interface Mock {
  url: string;
  /** Every API call, in order, as "METHOD /path". */
  calls: Asked[];
  signedIn: boolean;
  insights: ReturnType<typeof data.crossChannel> | ReturnType<typeof data.nothing>;
  imports: data.MockImport[];
  /** Answers `key` ("GET /v1/imports/:id") in place of the usual, until restore(). */
  on(key: string, handler: Handler): void;
  restore(): void;
  /** Sends an event to every open stream. */
  tell(topic: string, key: string): void;
  /** How many event streams are open, and the Last-Event-ID of each that was opened. */
  streamCount(): number;
  lastEventIds: string[];
  /** Drops the line of every call, as a server that has gone away does. */
  gone: boolean;
  close(): Promise<void>;
}

export const problem = (status: number, reason: string, more: Partial<Problem> = {}): Problem => ({
  status,
  reason,
  ...more,
});
export const never: Handler = () => new Promise(() => {});

function isProblem(answer: Answer): answer is Problem {
  return "reason" in answer;
}

function handlers(mock: Mock): Record<string, Handler> {
  const find = (id: string | undefined) => mock.imports.find((one) => one.import_id === id);
  const change = (asked: Asked, edit: (one: data.MockImport) => void): Answer => {
    const found = find(asked.params.id);
    if (!found) return problem(404, "connectors.no_such_import", { title: "There is no import of that id." });
    edit(found);
    return { body: found };
  };
  return {
    "GET /v1/session": () => (mock.signedIn ? { body: data.session } : problem(401, "http.unauthenticated")),
    "PUT /v1/session": ({ body }) => {
      if ((body as { password?: string })?.password !== "correct horse") {
        return problem(401, "auth.sign_in_refused", { title: "E-mail and password do not fit together." });
      }
      mock.signedIn = true;
      return { body: data.session };
    },
    "DELETE /v1/session": () => {
      mock.signedIn = false;
      return { status: 204 };
    },
    "GET /readyz": () => ({ body: data.ready }),
    "GET /openapi.json": () => ({ body: data.openapi }),
    "GET /v1/insights/summary": () => ({ body: data.summaryOf(mock.insights) }),
    "GET /v1/insights/channel-mix": () => ({ body: mock.insights }),
    "GET /v1/customers": ({ query }) => ({
      body: { items: people.customers.filter(({ name }) => name.toLowerCase().includes(query.get("query") ?? "")) },
    }),
    "GET /v1/customers/:id": () => ({ body: people.customer }),
    "GET /v1/customers/:id/profile": () => ({ body: people.profile }),
    "GET /v1/customers/:id/timeline": ({ query }) => ({
      body: { items: people.timeline.filter(({ kind }) => (query.get("kind") ?? kind) === kind), next_cursor: "more" },
    }),
    "GET /v1/insights/retention": () => ({ body: measures.retentionAnswer() }),
    "GET /v1/insights/returns": () => ({ body: measures.returnsAnswer() }),
    "GET /v1/insights/rfm": ({ query }) => ({ body: measures.rfmAnswer(query.get("basis") ?? undefined) }),
    "GET /v1/insights/clv": () => ({ body: measures.lifetimeAnswer() }),
    "GET /v1/insights/cross-channel": () => ({ body: measures.crossingAnswer() }),
    "GET /v1/mappings": () => ({ body: { items: data.mappings } }),
    "POST /v1/mappings/draft": ({ body }) => ({ body: draftOf((body as { choices?: typeof choices }).choices) }),
    "PUT /v1/mappings/:name": ({ params }) => ({
      body: { ...data.mappings[0], name: params.name, title: "till-february.csv", saved: true },
    }),
    "GET /v1/imports": ({ query }) => ({ body: { items: mock.imports.slice(0, Number(query.get("limit") ?? 25)) } }),
    "POST /v1/imports": ({ body }) => {
      const made = data.newImport(`imp_${mock.imports.length + 100}`, (body as { mapping: string }).mapping);
      mock.imports.unshift(made);
      return { status: 201, body: made };
    },
    "GET /v1/imports/:id": (asked) => change(asked, () => {}),
    "PUT /v1/imports/:id/files/:name": (asked) =>
      change(asked, (one) => {
        const name = decodeURIComponent(asked.params.name ?? "");
        one.files = [
          ...one.files.filter((file) => file.name !== name),
          { name, bytes: Number(asked.headers["content-length"] ?? 0), rows_rejected: 0 },
        ];
      }),
    "POST /v1/imports/:id/check": (asked) =>
      change(asked, (one) => Object.assign(one, { ...data.finished(one.import_id, 0, "checked"), files: one.files })),
    "POST /v1/imports/:id/start": (asked) =>
      change(asked, (one) => Object.assign(one, { ...data.running(one.import_id), files: one.files })),
    "POST /v1/imports/:id/cancel": (asked) =>
      change(asked, (one) => Object.assign(one, { state: "cancelled", finished_at: new Date().toISOString() })),
    "GET /v1/imports/:id/files/:name/rejects.csv": () => ({
      text: "invoice_no,weft_line,weft_column,weft_reason,weft_detail,weft_import,weft_row\n",
      headers: { "Content-Type": "text/csv", "Content-Disposition": "attachment" },
    }),
    "GET /v1/imports/:id/rejects": () => ({ body: { items: data.rejects } }),
    "GET /v1/jobs": () => ({ body: { items: data.jobs } }),
    "POST /v1/jobs/:id/retry": () => ({ body: { ...data.jobs[2], state: "queued", can_retry: false } }),
    "POST /v1/jobs/:id/cancel": () => ({ body: { ...data.jobs[0], cancel_requested: true } }),
    "GET /v1/api-keys": () => ({ body: { items: data.apiKeys } }),
    "POST /v1/api-keys": ({ body }) => ({
      status: 201,
      body: { ...(body as object), key_id: "key_new", secret: "wk_018f00000000_kJ2mNq7xPz4sVb8cRt1y" },
    }),
    "DELETE /v1/api-keys/:id": () => ({ status: 204 }),
    "GET /v1/legal-entities": () => ({ body: { items: organisation.companies } }),
    "GET /v1/channels": () => ({ body: { items: organisation.channels } }),
    "GET /v1/locations": () => ({ body: { items: organisation.locations } }),
    "GET /v1/locations/:id": () => ({ body: organisation.locations[0] }),
    "GET /v1/locations/:id/hours": () => ({ body: organisation.hours }),
    "PUT /v1/locations/:id/hours": ({ body }) => ({ body: { ...organisation.hours, ...(body as object), version: 3 } }),
    "GET /v1/locations/:id/open": () => ({ body: { open: true, closes_at: "2026-11-30T18:00:00Z" } }),
    "GET /v1/shifts": ({ query }) => ({ body: { items: organisation.shiftsFrom(query.get("from") ?? "") } }),
    "GET /v1/locations/:id/footfall": ({ query }) => ({
      body: { items: organisation.footfallFrom(query.get("from") ?? "") },
    }),
    "POST /v1/legal-entities": ({ body }) => ({
      status: 201,
      body: { ...(body as object), legal_entity_id: "leg_9", version: 1 },
    }),
    "POST /v1/channels": ({ body }) => ({ status: 201, body: { ...(body as object), active: true, version: 1 } }),
    "PATCH /v1/channels/:channel": ({ params, body }) => ({
      body: {
        ...organisation.channels.find(({ channel }) => channel === params.channel),
        ...(body as object),
        version: 7,
      },
    }),
    "POST /v1/locations": ({ body }) => ({
      status: 201,
      body: { ...(body as object), location_id: "loc_9", active: true, version: 1 },
    }),
    "PATCH /v1/locations/:id": ({ body }) => ({
      body: { ...organisation.locations[0], ...(body as object), version: 4 },
    }),
    "PATCH /v1/staff/:id": ({ params, body }) => ({
      body: { ...organisation.staff.find(({ staff_id }) => staff_id === params.id), ...(body as object), version: 9 },
    }),
    "GET /v1/staff": () => ({ body: { items: organisation.staff } }),
    "POST /v1/staff": ({ body }) => ({
      status: 201,
      body: { ...(body as object), staff_id: "stf_9", active: true, version: 1 },
    }),
  };
}

function match(table: Record<string, Handler>, method: string, path: string) {
  const parts = path.split("/");
  for (const [key, handler] of Object.entries(table)) {
    const [wanted, pattern = ""] = key.split(" ");
    const names = pattern.split("/");
    if (wanted !== method || names.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = names.every((name, at) => {
      if (!name.startsWith(":")) return name === parts[at];
      params[name.slice(1)] = parts[at] ?? "";
      return true;
    });
    if (fits) return { handler, params };
  }
  return null;
}

function sendFile(request: IncomingMessage, response: ServerResponse, path: string): void {
  const wanted = join(dist, normalize(path));
  const isFile = wanted.startsWith(dist) && existsSync(wanted) && statSync(wanted).isFile();
  const file = isFile ? wanted : join(dist, "index.html");
  const zipped = request.headers["accept-encoding"]?.includes("br") && existsSync(`${file}.br`);
  response.writeHead(200, {
    "Content-Type": types[extname(file)] ?? "application/octet-stream",
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    ...(zipped ? { "Content-Encoding": "br" } : {}),
  });
  response.end(readFileSync(zipped ? `${file}.br` : file));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  if (!request.headers["content-type"]?.includes("json")) return text;
  return text ? JSON.parse(text) : null;
}

/** Starts the stand-in on a free port of this machine. */
export async function startMock(): Promise<Mock> {
  if (!existsSync(join(dist, "index.html"))) throw new Error("the console is not built: run npm run build in web/");
  const streams = new Set<ServerResponse>();
  let overrides: Record<string, Handler> = {};
  let usual: Record<string, Handler> = {};
  let eventId = 0;

  const server = createServer(async (request, response) => {
    if (mock.gone) return void request.socket.destroy();
    const url = new URL(request.url ?? "/", "http://mock");
    const method = request.method ?? "GET";
    if (url.pathname === "/v1/events") {
      response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      response.write(": open\n\n");
      mock.lastEventIds.push(String(request.headers["last-event-id"] ?? ""));
      streams.add(response);
      request.on("close", () => streams.delete(response));
      return;
    }
    const found = match(overrides, method, url.pathname) ?? match(usual, method, url.pathname);
    if (!found) return sendFile(request, response, url.pathname);
    const body = method === "GET" ? null : await bodyOf(request);
    const asked = {
      method,
      path: url.pathname,
      query: url.searchParams,
      params: found.params,
      headers: request.headers,
      body,
    };
    mock.calls.push(asked);
    const answer = await found.handler(asked);
    const request_id = `req_${String(mock.calls.length).padStart(6, "0")}`;
    if (isProblem(answer)) {
      const { status, ...rest } = answer;
      response.writeHead(status, { "Content-Type": "application/problem+json", "X-Request-Id": request_id });
      response.end(JSON.stringify({ type: `urn:weft:reason:${answer.reason}`, status, request_id, ...rest }));
      return;
    }
    response.writeHead(answer.status ?? 200, { "Content-Type": "application/json", ...answer.headers });
    response.end(answer.text ?? (answer.body === undefined ? undefined : JSON.stringify(answer.body)));
  });

  const mock: Mock = {
    url: "",
    calls: [],
    signedIn: true,
    insights: data.crossChannel(),
    imports: [],
    gone: false,
    lastEventIds: [],
    streamCount: () => streams.size,
    on: (key, handler) => {
      overrides = { ...overrides, [key]: handler };
    },
    restore: () => {
      overrides = {};
      mock.calls = [];
      mock.lastEventIds = [];
      mock.signedIn = true;
      mock.gone = false;
      mock.insights = data.crossChannel();
      mock.imports = [
        data.finished("imp_3", 4),
        data.finished("imp_2", 190, "failed", "orders-march.csv"),
        data.finished("imp_1", 3_000, "cancelled", "orders-february.csv"),
      ];
    },
    tell: (topic, key) => {
      eventId += 1;
      for (const stream of streams)
        stream.write(`event: ${topic}\nid: ${eventId}\ndata: ${JSON.stringify({ key })}\n\n`);
    },
    close: () =>
      new Promise((resolve) => {
        for (const stream of streams) stream.end();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  usual = handlers(mock);
  mock.restore();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  mock.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return mock;
}
