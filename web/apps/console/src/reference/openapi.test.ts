// openapi.test.ts - the reference says all that the server's own description says.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { curlOf, matches, type OpenApi, operationsOf } from "./openapi.ts";

const doc = JSON.parse(
  readFileSync(new URL("../../../../../docs/api/openapi.json", import.meta.url), "utf8"),
) as OpenApi;
const operations = operationsOf(doc);
const sale = operations.find(({ method, path }) => method === "POST" && path === "/v1/sales");

test("every operation is there once, with a scope and a summary", () => {
  const described = Object.entries(doc.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(described.sort());
  for (const { id, summary } of operations) expect(summary, id).not.toBe("");
});

describe("POST /v1/sales", () => {
  test("shows each field of the body where it lies, with its type", () => {
    const fields = new Map(sale?.body.map((field) => [field.path, field]));
    expect(fields.get("source")).toMatchObject({ depth: 0, required: true, type: "string" });
    expect(fields.get("as_of")).toMatchObject({ required: false, type: expect.stringContaining("date-time") });
    expect(fields.get("lines[].sku")).toMatchObject({ depth: 1, required: true });
    for (const { path, type } of fields.values()) expect(type, path).not.toBe("");
  });

  test("names its refusals in words", () => {
    const refusal = sale?.refusals.find(({ reason }) => reason === "orders.invalid_sale");
    expect(refusal?.status).toBe("422");
    expect(refusal?.about).not.toBe("");
  });

  test("is found by address, scope and reason, and by nothing else", () => {
    if (!sale) throw new Error("it is not there");
    for (const query of ["/v1/sales", "ORDERS.WRITE", "orders.invalid_sale", ""])
      expect(matches(sale, query)).toBe(true);
    expect(matches(sale, "insights.read")).toBe(false);
  });

  test("can be called with the line that is shown", () => {
    if (!sale) throw new Error("it is not there");
    const line = curlOf(sale, "https://shop.example");
    expect(line).toContain("https://shop.example/v1/sales");
    expect(line).toContain("Authorization: Bearer");
    expect(JSON.parse(sale.example ?? "")).toMatchObject({ source: "text", number: "text" });
  });
});
