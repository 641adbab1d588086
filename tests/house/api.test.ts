// api.test.ts - the description of the API is valid, and the client's types are made from it.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as openapiTypescript from "openapi-typescript";
import { describe, expect, test } from "vitest";
import { schemaText } from "../../web/packages/api/scripts/schema.mjs";
import { readTree, root } from "./tree.ts";

const description = "docs/api/openapi.json";
const types = "web/packages/api/src/schema.d.ts";

/** What Redocly finds, as "pointer: words". */
function lint(path: string): string[] {
  const words = [
    join(root, "tests/node_modules/@redocly/cli/bin/cli.js"),
    "lint",
    path,
    "--config",
    join(root, "tests/house/redocly.yaml"),
    "--format=json",
  ];
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  let out: string;
  try {
    out = execFileSync(process.execPath, words, { env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (failure) {
    out = String((failure as { stdout?: string }).stdout ?? "");
  }
  if (!out.includes("{")) return [`${path}: there is nothing to lint`];
  const report = JSON.parse(out.slice(out.indexOf("{"))) as {
    problems: { message: string; location: { pointer?: string }[] }[];
  };
  return report.problems.map(({ message, location }) => `${location[0]?.pointer ?? ""}: ${message}`);
}

describe("the description of the API", () => {
  test("is there", () => expect(readTree().has(description), "./weft api writes it").toBe(true));

  test("has nothing that Redocly complains about", () => {
    expect(lint(join(root, description))).toEqual([]);
  });

  test("is what the client's types are made from", async () => {
    const made = await schemaText(openapiTypescript, pathToFileURL(join(root, description)));
    expect(readFileSync(join(root, types), "utf8") === made, `${types} is not current; run ./weft api`).toBe(true);
  });

  test("that is broken is found", () => {
    const found = lint(join(root, "tests/house/broken_api.json"));
    expect(found.join("\n")).toContain("operationId");
  });
});
