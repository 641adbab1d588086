// description.ts - openapi.json as the fuzzer reads it: operations, their answers, and values made right or wrong from a schema.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { root } from "../harness/server.ts";

export interface Schema {
  $ref?: string;
  type?: string | string[];
  anyOf?: Schema[];
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: Schema;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}
export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema: Schema;
}
interface Described {
  content?: Record<string, { schema: Schema }>;
  "x-reasons"?: string[];
}
export interface Operation {
  method: string;
  path: string;
  kind: string;
  parameters: Parameter[];
  body?: { type: string; schema: Schema };
  answers: Record<string, Described>;
}

const description = JSON.parse(readFileSync(join(root, "docs/api/openapi.json"), "utf8"));

/** What stands at a local reference, or the thing itself. */
function at<T>(thing: T & { $ref?: string }): T {
  if (!thing.$ref) return thing;
  const target = thing.$ref.slice(2).split("/");
  return at(target.reduce((node, name) => node[name], description));
}

export function operations(): Operation[] {
  const out: Operation[] = [];
  // biome-ignore lint/suspicious/noExplicitAny: it is read as the JSON it is
  for (const [path, item] of Object.entries<Record<string, any>>(description.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const [type, body] = Object.entries<{ schema: Schema }>(operation.requestBody?.content ?? {})[0] ?? [];
      out.push({
        method: method.toUpperCase(),
        path,
        kind: operation["x-kind"],
        parameters: (operation.parameters ?? []).map((parameter: Parameter) => at(parameter)),
        ...(type && body ? { body: { type, schema: body.schema } } : {}),
        answers: Object.fromEntries(
          Object.entries<Described>(operation.responses).map(([status, answer]) => [status, at(answer)]),
        ),
      });
    }
  }
  return out;
}

/** A client lets members pass that it does not know; here each must be described. A refusal's own may be anything. */
function closed(): Record<string, Schema> {
  const all = Object.entries<Schema>(description.components.schemas).map(([name, schema]) => [
    name,
    schema.properties && name !== "Problem" ? { additionalProperties: false, ...schema } : schema,
  ]);
  return Object.fromEntries(all);
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ ...description, components: { ...description.components, schemas: closed() }, $id: "weft" });
const compiled = new Map<Schema, ValidateFunction>();

/** What is wrong with a value by a schema of the description; empty when nothing is. */
export function wrongWith(schema: Schema, value: unknown): string {
  let validate = compiled.get(schema);
  if (!validate) {
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"weft#/'));
    validate = ajv.compile(absolute);
    compiled.set(schema, validate);
  }
  return validate(value) ? "" : ajv.errorsText(validate.errors);
}

/** The schema of a value that is there: references followed, null taken away. */
export function present(schema: Schema): Schema {
  const here = at(schema);
  const branch = here.anyOf?.map(present).find(({ type }) => type !== "null");
  if (branch) return branch;
  if (Array.isArray(here.type)) return { ...here, type: here.type.find((type) => type !== "null") };
  return here;
}

export function mayBeNull(schema: Schema): boolean {
  const here = at(schema);
  return (
    here.type === "null" || (Array.isArray(here.type) && here.type.includes("null")) || !!here.anyOf?.some(mayBeNull)
  );
}

/** Real values to draw from, so that requests reach what is there: ids by prefix, texts by member name. */
export type Known = Record<string, string[]>;

const letters = fc.constantFrom(..."abcXYZ019 -_.,;:'\"\\/<>&%+äßçñ日本😀 ");

function textFor(schema: Schema): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 40, pattern = "", format } = schema;
  if (format === "date-time") {
    return fc
      .date({ min: new Date("2010-01-01T00:00:00Z"), max: new Date("2026-01-01T00:00:00Z"), noInvalidDate: true })
      .map((date) => date.toISOString());
  }
  if (format === "date") return textFor({ format: "date-time" }).map((text) => text.slice(0, 10));
  const fits = (text: string) =>
    [...text].length >= minLength && [...text].length <= maxLength && new RegExp(pattern, "u").test(text);
  // Texts of any kind are made from their letters; what has a form is made from that form.
  const free = !pattern || pattern.startsWith("^[^");
  const made = free
    ? fc.string({ unit: letters, minLength, maxLength: Math.min(maxLength, Math.max(minLength, 12)) })
    : fc.stringMatching(new RegExp(pattern));
  return made.filter(fits);
}

/** Values that the schema allows. */
export function valid(schema: Schema, known: Known, name = ""): fc.Arbitrary<unknown> {
  const here = present(schema);
  if (here.enum) return fc.constantFrom(...here.enum);
  switch (here.type) {
    case "boolean":
      return fc.boolean();
    case "integer": {
      const { minimum = -1e6, maximum = 1e6 } = here;
      const min = Math.max(minimum, Number.MIN_SAFE_INTEGER);
      const max = Math.min(maximum, Number.MAX_SAFE_INTEGER);
      return fc.oneof(
        fc.integer({ min, max }),
        fc.integer({ min: Math.max(min, -5), max: Math.max(min, Math.min(max, 100)) }),
      );
    }
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "array":
      return fc.array(here.items ? valid(here.items, known) : fc.constant(null), {
        minLength: here.minItems ?? 0,
        maxLength: Math.min(here.maxItems ?? 3, Math.max(3, here.minItems ?? 0)),
      });
    case "object": {
      const members = Object.entries(here.properties ?? {}).map(([member, part]) => {
        const some = valid(part, known, member);
        return [member, mayBeNull(part) ? fc.oneof({ weight: 5, arbitrary: some }, fc.constant(null)) : some] as const;
      });
      return fc.record(Object.fromEntries(members), {
        requiredKeys: here.required ?? [],
        noNullPrototype: true,
      } as fc.RecordConstraints<string>);
    }
    default: {
      const prefix = here.pattern?.match(/^\^([a-z]{3})_/)?.[1] ?? name;
      const real = known[prefix]?.filter((text) => wrongWith(here, text) === "") ?? [];
      const made = textFor(here);
      return real.length ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...real) }, made) : made;
    }
  }
}

/** One way to break a right value, and the pointer to what is then wrong. */
export interface Breakage {
  value: unknown;
  pointer: string;
}

/** Every way this house knows to break a value so that exactly one place of it is wrong. `spelled`: it came as text. */
export function breakages(schema: Schema, value: unknown, pointer = "", spelled = false): Breakage[] {
  const here = present(schema);
  const out: Breakage[] = [];
  const swap = (other: unknown) => out.push({ value: other, pointer });
  if (value === null || value === undefined) return out;
  if (here.enum) swap("no_such_word");
  else if (here.type === "string") breakText(here, swap);
  if (here.type === "integer") {
    swap(spelled ? "many" : "12");
    swap(spelled ? "1.5" : 1.5);
    const { minimum, maximum } = here;
    if (minimum !== undefined && Number.isSafeInteger(minimum)) swap(spelled ? `${minimum - 1}` : minimum - 1);
    if (maximum !== undefined && Number.isSafeInteger(maximum)) swap(spelled ? `${maximum + 1}` : maximum + 1);
  }
  if (spelled) return out;
  if (here.type === "boolean") swap("true");
  else swap(true);
  if (here.type !== "object") swap({ a: 1 });
  if (here.type === "object") breakObject(here, value as Record<string, unknown>, pointer, out);
  if (here.type === "array") {
    const items = value as unknown[];
    if ((here.minItems ?? 0) > 0) swap([]);
    items.forEach((item, i) => {
      for (const inner of breakages(here.items ?? {}, item, `${pointer}/${i}`)) {
        out.push({ pointer: inner.pointer, value: items.with(i, inner.value) });
      }
    });
  }
  return out;
}

function breakText(here: Schema, swap: (other: unknown) => void): void {
  const { minLength = 0, maxLength, pattern, format } = here;
  if (maxLength !== undefined && maxLength < 100_000) swap("x".repeat(maxLength + 1));
  if (minLength > 0) swap("");
  if (format) swap("2026-13-45");
  if (pattern && !pattern.startsWith("^[^")) swap("\u00a7 no form \u00a7");
  if (pattern?.startsWith("^[^")) swap("bell\u0007");
}

function breakObject(here: Schema, value: Record<string, unknown>, pointer: string, out: Breakage[]): void {
  const add = (other: unknown, member: string) => out.push({ value: other, pointer: `${pointer}/${member}` });
  add({ ...value, zz_unknown: 1 }, "zz_unknown");
  for (const member of here.required ?? []) {
    const { [member]: _, ...rest } = value;
    add(rest, member);
    add({ ...value, [member]: null }, member);
  }
  for (const [member, part] of Object.entries(here.properties ?? {})) {
    for (const inner of breakages(part, value[member], `${pointer}/${member}`)) {
      out.push({ pointer: inner.pointer, value: { ...value, [member]: inner.value } });
    }
  }
}
