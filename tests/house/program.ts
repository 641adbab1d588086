// program.ts - a fresh database, migrated by the program as it is built, and what psql says about it.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { bareSql, type NamedQuery } from "./sql.ts";
import { catalogSql, type Table } from "./tables.ts";
import { type Breach, root } from "./tree.ts";

/** The program under test; another one through WEFT_BINARY. */
export const binary = process.env.WEFT_BINARY ?? join(root, "build/dev/src/app/weft");
export const adminUrl = process.env.WEFT_TEST_DATABASE_URL ?? "";

export function programIsThere(): boolean {
  return existsSync(binary);
}

export function weft(...words: string[]): string {
  return execFileSync(binary, words, { encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "pipe"] });
}

export function psql(url: string, script: string): string {
  return execFileSync("psql", ["-X", "-q", "-A", "-t", "-d", url, "-f", "-"], {
    input: script,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** The same server, another database. */
export function urlOf(url: string, database: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/]*)\/?[^?]*/, `$1/${database}`);
}

/** A database of this test's own, migrated; `drop` takes it away again. */
export function migratedDatabase(): { url: string; drop: () => void } {
  const name = `weft_house_${process.pid}`;
  psql(adminUrl, `CREATE DATABASE ${name};`);
  const url = urlOf(adminUrl, name);
  const drop = () => psql(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE);`);
  try {
    weft("migrate", "--database-url", url);
  } catch (failure) {
    drop();
    throw failure;
  }
  return { url, drop };
}

/** BEGIN, LOCK and their like cannot be prepared by PREPARE. */
const preparable = /^\s*\(*\s*(SELECT|INSERT|UPDATE|DELETE|VALUES|WITH|TABLE)\b/i;

/** Prepares every query on the migrated database; those that PostgreSQL refuses come back with its words. */
export function queriesThatDoNotPrepare(url: string, queries: NamedQuery[]): Breach[] {
  const script = queries.flatMap(({ sql }, i) =>
    preparable.test(bareSql(sql))
      ? [
          `PREPARE house_${i} AS ${sql.trim().replace(/;$/, "")}\n;`,
          `\\if :ERROR\n\\echo ${i} :LAST_ERROR_MESSAGE\n\\else\nDEALLOCATE house_${i};\n\\endif`,
        ]
      : [],
  );
  const breaches: Breach[] = [];
  for (const line of psql(url, script.join("\n")).split("\n")) {
    const match = line.match(/^(\d+) (.*)$/);
    const query = match && queries[Number(match[1])];
    if (match && query) breaches.push({ path: query.path, line: query.line, words: `${query.name}: ${match[2]}` });
  }
  return breaches;
}

export function tablesOf(url: string): Table[] {
  return JSON.parse(psql(url, catalogSql).trim() || "[]") ?? [];
}
