// generate.mjs - makes src/schema.d.ts, the types of the client, from docs/api/openapi.json; --check only says whether they are current.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as library from "openapi-typescript";
import { schemaText } from "./schema.mjs";

const source = new URL("../../../../docs/api/openapi.json", import.meta.url);
const target = fileURLToPath(new URL("../src/schema.d.ts", import.meta.url));

const text = await schemaText(library, source);
const current = existsSync(target) ? readFileSync(target, "utf8") : "";

if (!process.argv.includes("--check")) {
  if (current !== text) writeFileSync(target, text);
} else if (current !== text) {
  console.error("web/packages/api/src/schema.d.ts is not what docs/api/openapi.json says; run ./weft api");
  process.exit(1);
}
