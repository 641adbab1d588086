// client.ts - the generated client as a person (cookie and CSRF token) or as a program (API key) uses it, and requests by hand.
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "../../web/packages/api/src/schema.d.ts";
import { psql } from "./postgres.ts";
import type { Person, Server } from "./server.ts";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];
export type Api = Client<paths>;

/** Who is asking: the headers that say so. */
export interface Credentials {
  cookie?: string;
  csrf?: string;
  key?: string;
}

export interface Caller {
  api: Api;
  credentials: Credentials;
  /** A request by hand, for what the client's types do not allow. */
  send: (method: string, path: string, init?: { body?: unknown; headers?: Record<string, string> }) => Promise<Answer>;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer by hand has no type
  body: any;
  text: string;
}

export function headersOf({ cookie, csrf, key }: Credentials, method: string): Record<string, string> {
  return {
    ...(cookie ? { cookie } : {}),
    ...(csrf && method !== "GET" ? { "x-csrf-token": csrf } : {}),
    ...(key ? { authorization: `Bearer ${key}` } : {}),
  };
}

/** A new intent: `params: once()`. */
export function once(key: string = crypto.randomUUID()): { header: { "Idempotency-Key": string } } {
  return { header: { "Idempotency-Key": key } };
}

export function callerOf(server: Server, credentials: Credentials = {}): Caller {
  const api = createClient<paths>({ baseUrl: server.baseUrl });
  api.use({
    onRequest({ request }) {
      for (const [name, value] of Object.entries(headersOf(credentials, request.method))) {
        request.headers.set(name, value);
      }
      return request;
    },
  });
  return { api, credentials, send: (method, path, init) => send(server, credentials, method, path, init) };
}

/** A body that is a string or bytes goes as it is, anything else as JSON. POST gets a key of its own unless told one ("" = none). */
async function send(
  server: Server,
  credentials: Credentials,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const all: Record<string, string> = { ...headersOf(credentials, method), ...headers };
  if (body !== undefined && all["content-type"] === undefined) all["content-type"] = "application/json";
  if (method === "POST" && all["idempotency-key"] === undefined) all["idempotency-key"] = crypto.randomUUID();
  for (const [name, value] of Object.entries(all)) if (value === "") delete all[name];
  const raw = body === undefined || typeof body === "string" || body instanceof Uint8Array;
  const response = await fetch(server.baseUrl + path, {
    method,
    headers: all,
    redirect: "manual",
    body: (raw ? body : JSON.stringify(body)) as BodyInit | undefined,
  });
  const text = await response.text();
  const json = /^application\/(problem\+)?json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: json && text ? JSON.parse(text) : undefined,
  };
}

/** The cookie of a Set-Cookie line, as it is sent back. */
export function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

export async function signIn(server: Server, person: Person): Promise<Caller> {
  const answer = await send(server, {}, "PUT", "/v1/session", { body: person });
  if (answer.status !== 200) throw new Error(`${person.email} cannot sign in: ${answer.status} ${answer.text}`);
  return callerOf(server, { cookie: cookieOf(answer.headers), csrf: answer.body.csrf_token });
}

/** Adds a person of that role and signs in. */
export async function signInAs(server: Server, role = "director", email?: string): Promise<Caller> {
  return await signIn(server, server.addStaff(role, email));
}

/** Makes a key; `source` and `channel` are what it speaks for. */
export async function makeKey(
  server: Server,
  maker: Caller,
  scopes: string[],
  speaksFor: { source?: string; channel?: string } = {},
): Promise<Caller & { keyId: string }> {
  const answer = await maker.send("POST", "/v1/api-keys", {
    body: { name: `key ${crypto.randomUUID()}`, scopes, ...speaksFor },
  });
  if (answer.status !== 201) throw new Error(`no key: ${answer.status} ${answer.text}`);
  return { ...callerOf(server, { key: answer.body.secret }), keyId: answer.body.key_id };
}

/** A key from before keys had to name what they speak for: it names neither source nor channel. */
export async function makeOldKey(server: Server, maker: Caller, scopes: string[]): Promise<Caller> {
  const key = await makeKey(server, maker, scopes, { source: `old ${crypto.randomUUID()}` });
  const { body } = await maker.send("GET", "/v1/api-keys");
  const own = body.items.find((item: Schemas["KeyView"]) => item.key_id === key.keyId);
  psql(server.databaseUrl, `UPDATE auth.api_key SET source = NULL WHERE name = '${own.name}';`);
  return key;
}
