// postgres.ts - a fresh database a server, on the cluster that WEFT_TEST_DATABASE_URL names, and SQL through psql.
import { execFile, execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";

/** The cluster for tests, as a libpq URI or conninfo; empty = every server makes a private cluster of its own. */
export const adminUrl = process.env.WEFT_TEST_DATABASE_URL ?? "";

export interface Database {
  /** Empty where the server's private cluster holds the data. */
  url: string;
  drop: () => void;
}

const psqlWords = (url: string) => ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url];

/** Runs a script; what it prints, without the last line's end. */
export function psql(url: string, script: string): string {
  return execFileSync("psql", [...psqlWords(url), "-f", "-"], {
    input: script,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["pipe", "pipe", "pipe"],
  }).trimEnd();
}

/** The same without holding this process up. */
export async function psqlLater(url: string, sql: string): Promise<string> {
  const { stdout } = await promisify(execFile)("psql", [...psqlWords(url), "-c", sql], { maxBuffer: 1 << 28 });
  return stdout.trimEnd();
}

/** The same cluster, another database. */
export function urlOf(url: string, database: string): string {
  if (!/^postgres(ql)?:\/\//.test(url)) return `${url} dbname=${database}`;
  return url.replace(/^(postgres(?:ql)?:\/\/[^/?]*)\/?[^?]*/, `$1/${database}`);
}

/** An empty database of this test's own. */
export function createDatabase(): Database {
  if (!adminUrl) return { url: "", drop: () => {} };
  const name = `weft_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  psql(adminUrl, `CREATE DATABASE ${name};`);
  return {
    url: urlOf(adminUrl, name),
    drop: () => psql(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE);`),
  };
}
