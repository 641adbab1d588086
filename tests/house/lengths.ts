// lengths.ts - what is too long asks to be split by a word of the domain, or says beside it why not.
import { functions } from "./cpp.ts";
import type { Breach, Tree } from "./tree.ts";

export const fileLinesMax = 700;
export const functionLinesMax = 70;

const sources = /(^|\/)(weft|[^/]+\.(h|cpp|ipp|ts|tsx|mjs|sql|sh|css|cmake))$/;
const generated = /(^|\/)schema\.d\.ts$/;
const excuse = /^\s*(?:\/\/|#|--|\/\*|\*)\s*long: \S/;

/** A line `// long: why` excuses: for a file within its first ten lines, for a function directly above it. */
export function filesAreShort(tree: Tree): Breach[] {
  const breaches: Breach[] = [];
  for (const [path, text] of tree.matching(sources)) {
    if (generated.test(path)) continue;
    const lines = text.replace(/\n$/, "").split("\n");
    if (lines.length <= fileLinesMax || lines.slice(0, 10).some((line) => excuse.test(line))) continue;
    breaches.push({ path, words: `has ${lines.length} lines; ${fileLinesMax} are the limit` });
  }
  return breaches;
}

export function functionsAreShort(tree: Tree): Breach[] {
  const breaches: Breach[] = [];
  for (const [path, text] of tree.matching(/^(src|bench|tests)\/.*\.(h|cpp|ipp)$/)) {
    const lines = text.split("\n");
    for (const { name, firstLine, lastLine } of functions(text)) {
      const length = lastLine - firstLine + 1;
      if (length <= functionLinesMax) continue;
      let above = firstLine - 2;
      let excused = false;
      while (above >= 0 && /^\s*(\/\/|\*|\/\*)/.test(lines[above] ?? "")) excused ||= excuse.test(lines[above--] ?? "");
      if (!excused)
        breaches.push({
          path,
          line: firstLine,
          words: `${name} has ${length} lines; ${functionLinesMax} are the limit`,
        });
    }
  }
  return breaches;
}
