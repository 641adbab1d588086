// papers.ts - what a reader finds first: the first line of a file, the page of a module; and what must never be written.
import { type Breach, isTest, lineAt, type Tree } from "./tree.ts";

const code = /^(src|bench|cmake|tests|web)\/.*\.(h|cpp|ipp|ts|tsx|mjs|sql|sh)$/;

/** The first line (after a #! line) is a comment of at least four words. */
export function filesSayWhatTheyAre(tree: Tree): Breach[] {
  const breaches: Breach[] = [];
  for (const [path, text] of tree.matching(code)) {
    if (/schema\.d\.ts$/.test(path)) continue;
    const lines = text.split("\n");
    const first = (lines[0]?.startsWith("#!") ? lines[1] : lines[0]) ?? "";
    const words = first.match(/^(?:\/\/|--|#|\/\*\*?)\s+(\S.*)$/)?.[1] ?? "";
    if (words.split(/\s+/).length < 4)
      breaches.push({ path, line: 1, words: "does not begin with a sentence on what it is" });
  }
  return breaches;
}

/** Each module has a page, or, where it has nothing but parts, each of its parts has one. */
export function modulesHaveAPage(tree: Tree): Breach[] {
  const breaches: Breach[] = [];
  const rooms = new Set<string>();
  for (const path of tree.files.keys()) {
    const [, module, part] = path.match(/^src\/([^/]+)\/(?:([^/]+)\/)?[^/]+\.(?:h|cpp|ipp|sql)$/) ?? [];
    if (module) rooms.add(part && part !== "migrations" ? `src/${module}/${part}` : `src/${module}`);
  }
  for (const room of [...rooms].sort()) {
    const module = room.split("/").slice(0, 2).join("/");
    const isPart = room !== module;
    if (tree.has(`${room}/README.md`) || (isPart && module !== "src/platform" && tree.has(`${module}/README.md`)))
      continue;
    breaches.push({ path: room, words: "has no README.md" });
  }
  for (const [path, text] of tree.matching(/^src\/.*README\.md$/)) {
    const lines = text.replace(/\n$/, "").split("\n").length;
    if (lines > 60) breaches.push({ path, words: `has ${lines} lines; a page is 60` });
  }
  return breaches;
}

// Written in pieces, so that this file does not breach its own rule.
const machinePaths = new RegExp(`(?<![\\w./~-])/(?:${["work", "root", "home/[a-z]+"].join("|")})/[\\w.]`, "g");
const registries = new RegExp(
  [
    "registry\\.npm",
    "npmjs\\.(?:org|com)/",
    "pypi\\.org",
    "crates\\.io",
    "proxy\\.golang",
    "deb\\.debian",
    "repo1?\\.maven",
  ].join("|"),
  "gi",
);
const addresses = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])/g;
/** Loopback, any, and what RFC 5737 keeps for examples. */
const harmless = /^(127\.|0\.0\.0\.0$|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|255\.255\.255\.255$)/;

/** No path of somebody's machine, no registry, no address of a network. */
export function nothingNamesAMachine(tree: Tree): Breach[] {
  const breaches: Breach[] = [];
  for (const [path, text] of tree.files) {
    if (path.startsWith("tests/house/") || /\.(csv|svg)$/.test(path)) continue;
    const add = (offset: number, words: string) => breaches.push({ path, line: lineAt(text, offset), words });
    for (const match of text.matchAll(machinePaths)) add(match.index, `names a path of a machine: ${match[0]}`);
    for (const match of text.matchAll(registries)) add(match.index, `names a registry: ${match[0]}`);
    for (const match of text.matchAll(addresses)) {
      const madeUp = isTest(path) || path.startsWith("tests/"); // tests make up who calls
      if (!madeUp && !harmless.test(match[0])) add(match.index, `names an address: ${match[0]}`);
    }
  }
  return breaches;
}
