// tree.ts - the files of the house as a rule sees them: paths and texts, real or made up for a test.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What breaks a rule, and where. */
export interface Breach {
  path: string;
  line?: number;
  words: string;
}

/** Every text file by its path from the root of the repository. */
export class Tree {
  readonly files: Map<string, string>;

  constructor(files: Map<string, string>) {
    this.files = files;
  }

  /** Pairs of path and text whose path matches. */
  matching(pattern: RegExp): [string, string][] {
    return [...this.files].filter(([path]) => pattern.test(path));
  }

  text(path: string): string | undefined {
    return this.files.get(path);
  }

  has(path: string): boolean {
    return this.files.has(path);
  }
}

export function treeOf(files: Record<string, string>): Tree {
  return new Tree(new Map(Object.entries(files)));
}

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** What git knows or would add, without what is no text. */
export function readTree(): Tree {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const files = new Map<string, string>();
  for (const path of listed.split("\0").sort()) {
    const full = join(root, path);
    if (!path || !existsSync(full) || !statSync(full).isFile()) continue;
    const bytes = readFileSync(full);
    if (bytes.subarray(0, 8000).includes(0) || bytes.length > 4_000_000) continue;
    files.set(path, bytes.toString("utf8"));
  }
  return new Tree(files);
}

/** The line, counted from 1, on which that offset lies. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

/** "path:line words", one a line, as a failing test shows them. */
export function told(breaches: Breach[]): string[] {
  return breaches.map(({ path, line, words }) => `${path}${line ? `:${line}` : ""} ${words}`);
}

/** Tests and what only tests include: x_test.cpp, testing.h, testing_pg.cpp, test_door.h. */
export function isTest(path: string): boolean {
  return /(_test\.cpp|(^|\/)test(ing)?(_\w+)?\.(h|cpp))$/.test(path);
}
