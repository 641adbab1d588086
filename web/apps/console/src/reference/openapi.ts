// Reads openapi.json into what the reference shows: one operation a line, its parameters, body, answers and refusals.
import { queryOptions } from "@tanstack/react-query";
import { failureOf } from "@weft/api/failure";

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: Schema | boolean;
  pattern?: string;
}
interface RawParameter {
  $ref?: string;
  name?: string;
  in?: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}
interface RawResponse {
  $ref?: string;
  description?: string;
  content?: Record<string, { schema?: Schema }>;
  "x-reasons"?: string[];
}
interface RawOperation {
  tags?: string[];
  operationId?: string;
  summary?: string;
  description?: string;
  parameters?: RawParameter[];
  requestBody?: { description?: string; content?: Record<string, { schema?: Schema }> };
  responses?: Record<string, RawResponse>;
  security?: unknown[];
  "x-scope"?: string;
  "x-kind"?: string;
}
export interface OpenApi {
  info: { title: string; version: string };
  paths: Record<string, Record<string, RawOperation>>;
  components?: Record<string, Record<string, unknown>>;
}

/** One line of a body or an answer; `depth` is how far it lies inside. */
export interface Field {
  path: string;
  depth: number;
  name: string;
  type: string;
  required: boolean;
  about: string;
}
export interface ParameterView {
  name: string;
  place: string;
  type: string;
  required: boolean;
  about: string;
}
export interface Refusal {
  status: string;
  reason: string;
  about: string;
}
export interface Operation {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  scope: string | null;
  parameters: ParameterView[];
  bodyType: string | null;
  body: Field[];
  example: string | null;
  answers: { status: string; about: string; type: string; fields: Field[] }[];
  refusals: Refusal[];
}

const depthMax = 4;
const methods = ["get", "post", "put", "patch", "delete"];

export const openApiQuery = queryOptions({
  queryKey: ["openapi"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }): Promise<OpenApi> => {
    const response = await fetch("/openapi.json", { signal });
    if (!response.ok) throw await failureOf(response);
    return (await response.json()) as OpenApi;
  },
});

function resolve<T extends { $ref?: string }>(doc: OpenApi, node: T): T {
  let current = node;
  for (let hops = 0; current.$ref && hops < 8; hops += 1) {
    const parts = current.$ref.replace(/^#\//, "").split("/");
    const found = parts.reduce<unknown>(
      (at, part) => (at as Record<string, unknown> | undefined)?.[part.replaceAll("~1", "/").replaceAll("~0", "~")],
      doc,
    );
    if (!found) return current;
    current = found as T;
  }
  return current;
}

function typesOf(schema: Schema): string[] {
  return Array.isArray(schema.type) ? schema.type : schema.type ? [schema.type] : [];
}

/** What may be null is written as a choice; the choice that is not null says what is inside. */
function inside(doc: OpenApi, schema: Schema): Schema {
  const resolved = resolve(doc, schema);
  const choices = resolved.oneOf ?? resolved.anyOf;
  const real = choices?.find((one) => !typesOf(one).includes("null"));
  return real ? resolve(doc, real) : resolved;
}

function typeOf(doc: OpenApi, schema: Schema): string {
  if (schema.$ref) {
    const resolved = resolve(doc, schema);
    return resolved.enum || resolved.type === "string" ? typeOf(doc, resolved) : (schema.$ref.split("/").at(-1) ?? "");
  }
  if (schema.enum) return schema.enum.map(String).join(" | ");
  const several = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (several) return several.map((one) => typeOf(doc, one)).join(" | ");
  const types = typesOf(schema);
  if (types.includes("array") && schema.items) {
    const others = types.filter((type) => type !== "array");
    return [`${typeOf(doc, schema.items)}[]`, ...others].join(" | ");
  }
  const type = types.join(" | ") || "any";
  return schema.format ? `${type} (${schema.format})` : type;
}

function fieldsOf(doc: OpenApi, schema: Schema, prefix = "", depth = 0): Field[] {
  const resolved = inside(doc, schema);
  if (depth >= depthMax) return [];
  if (typesOf(resolved).includes("array") && resolved.items) return fieldsOf(doc, resolved.items, `${prefix}[]`, depth);
  return Object.entries(resolved.properties ?? {}).flatMap(([name, property]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    const inner = inside(doc, property);
    return [
      {
        path,
        depth,
        name,
        type: typeOf(doc, property),
        required: resolved.required?.includes(name) ?? false,
        about: property.description ?? inner.description ?? "",
      },
      ...fieldsOf(doc, property, path, depth + 1),
    ];
  });
}

/** A body that shows the shape; the words in it are made up. */
function exampleOf(doc: OpenApi, schema: Schema, depth = 0): unknown {
  const resolved = resolve(doc, schema);
  if (resolved.enum) return resolved.enum[0];
  const [first] = resolved.oneOf ?? resolved.anyOf ?? resolved.allOf ?? [];
  if (first) return exampleOf(doc, first, depth);
  const type = Array.isArray(resolved.type) ? resolved.type[0] : resolved.type;
  if (type === "array") return resolved.items && depth < depthMax ? [exampleOf(doc, resolved.items, depth + 1)] : [];
  if (type === "integer" || type === "number") return 1;
  if (type === "boolean") return true;
  if (resolved.properties && depth < depthMax) {
    const wanted = resolved.required ?? Object.keys(resolved.properties);
    return Object.fromEntries(
      wanted.map((name) => [name, exampleOf(doc, resolved.properties?.[name] ?? {}, depth + 1)]),
    );
  }
  return resolved.format === "date-time" ? "2026-03-28T14:05:00Z" : "text";
}

/** "- `orders.bad_line`: A line has no quantity." as the server writes it. */
function wordsOfReasons(description: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of description.split("\n")) {
    const match = /^- `([^`]+)`: (.*)$/.exec(line);
    if (match?.[1]) found.set(match[1], match[2] ?? "");
  }
  return found;
}

function refusalsOf(status: string, response: RawResponse): Refusal[] {
  const words = wordsOfReasons(response.description ?? "");
  return (response["x-reasons"] ?? []).map((reason) => ({ status, reason, about: words.get(reason) ?? "" }));
}

function operationOf(doc: OpenApi, path: string, method: string, raw: RawOperation): Operation {
  const responses = Object.entries(raw.responses ?? {}).map(
    ([status, response]) => [status, resolve(doc, response)] as const,
  );
  const [bodyType, body] = Object.entries(raw.requestBody?.content ?? {})[0] ?? [null, null];
  const isJson = bodyType?.includes("json") ?? false;
  return {
    id: raw.operationId ?? `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    tag: raw.tags?.[0] ?? "",
    summary: raw.summary ?? "",
    description: raw.description ?? "",
    scope: raw["x-scope"] ?? (raw.security?.length === 0 ? null : "signed_in"),
    parameters: (raw.parameters ?? [])
      .map((parameter) => resolve(doc, parameter))
      .map((parameter) => ({
        name: parameter.name ?? "",
        place: parameter.in ?? "",
        type: parameter.schema ? typeOf(doc, parameter.schema) : "string",
        required: parameter.required ?? false,
        about: parameter.description ?? "",
      })),
    bodyType,
    body: body?.schema && isJson ? fieldsOf(doc, body.schema) : [],
    example: body?.schema && isJson ? JSON.stringify(exampleOf(doc, body.schema), null, 2) : null,
    answers: responses
      .filter(([status]) => status.startsWith("2"))
      .map(([status, response]) => {
        const [type, content] = Object.entries(response.content ?? {})[0] ?? ["", undefined];
        return {
          status,
          about: response.description ?? "",
          type,
          fields: content?.schema ? fieldsOf(doc, content.schema) : [],
        };
      }),
    refusals: responses
      .filter(([status]) => !status.startsWith("2"))
      .flatMap(([status, one]) => refusalsOf(status, one)),
  };
}

export function operationsOf(doc: OpenApi): Operation[] {
  return Object.entries(doc.paths).flatMap(([path, byMethod]) =>
    methods.flatMap((method) => {
      const raw = byMethod[method];
      return raw ? [operationOf(doc, path, method, raw)] : [];
    }),
  );
}

/** Every word must be met in the path, the name, the scope or a reason. */
export function matches(operation: Operation, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const text = [
    operation.method,
    operation.path,
    operation.tag,
    operation.summary,
    operation.scope ?? "",
    ...operation.refusals.map((refusal) => refusal.reason),
  ]
    .join(" ")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A call of this operation for a shell; the key is read from a variable, so that no secret lands in a history. */
export function curlOf(operation: Operation, origin: string): string {
  const lines = [`curl -sS -X ${operation.method} ${quote(origin + operation.path)}`];
  if (operation.scope) lines.push(`-H "Authorization: Bearer $WEFT_API_KEY"`);
  for (const parameter of operation.parameters) {
    if (parameter.place !== "header" || !parameter.required) continue;
    lines.push(
      parameter.name === "Idempotency-Key" ? `-H "Idempotency-Key: $(uuidgen)"` : `-H ${quote(`${parameter.name}: …`)}`,
    );
  }
  if (operation.example) {
    lines.push(`-H 'Content-Type: application/json'`, `-d ${quote(operation.example)}`);
  } else if (operation.bodyType) {
    lines.push(`-H ${quote(`Content-Type: ${operation.bodyType}`)}`, "--data-binary @FILE");
  }
  return lines.join(" \\\n  ");
}
