// reasons.ts - every reason for saying no: declared once, on a face, under its module's name, and met by a test.
import { blanked } from "./cpp.ts";
import { isFace, roomOf } from "./floors.ts";
import { type Breach, isTest, lineAt, type Tree } from "./tree.ts";

export interface DeclaredReason {
  constant: string;
  name: string;
  path: string;
  line: number;
}

const declaration =
  /\b(?:constexpr|const)\s+(?:weft::)?(?:base::)?Reason\s+(k\w+)\s*(?:\{|=\s*(?:base::)?Reason\s*\{)\s*"([^"]*)"/g;

export function reasonsOf(tree: Tree): DeclaredReason[] {
  const out: DeclaredReason[] = [];
  for (const [path, text] of tree.matching(/^src\/.*\.(h|cpp|ipp)$/)) {
    if (isTest(path)) continue;
    for (const match of blanked(text, { strings: false }).matchAll(declaration)) {
      out.push({ constant: match[1] as string, name: match[2] as string, path, line: lineAt(text, match.index) });
    }
  }
  return out;
}

/** The headers that a room's face includes from its own room, the face itself among them. */
function facesOf(tree: Tree): Set<string> {
  const faces = new Set([...tree.files.keys()].filter((path) => path.startsWith("src/") && isFace(path.slice(4))));
  for (const face of faces) {
    const folder = face.slice(0, face.lastIndexOf("/"));
    for (const match of (tree.text(face) ?? "").matchAll(/^#include "([^"]+)"/gm)) {
      const header = `src/${match[1]}`;
      if (header.slice(0, header.lastIndexOf("/")) === folder && tree.has(header)) faces.add(header);
    }
  }
  return faces;
}

export function reasonsAreDeclaredOnceOnAFace(tree: Tree): Breach[] {
  const breaches: Breach[] = [];
  const faces = facesOf(tree);
  const seen = new Map<string, string>();
  for (const { name, constant, path, line } of reasonsOf(tree)) {
    const add = (words: string) => breaches.push({ path, line, words: `${constant} "${name}" ${words}` });
    const { module, part } = roomOf(path);
    const file = path.split("/").at(-1)?.split(".")[0];
    const prefix = name.split(".")[0];
    const mayBe = module === "base" ? [file] : [part, module];
    if (!/^[a-z][a-z_0-9]*\.[a-z][a-z_0-9]*$/.test(name) || !mayBe.includes(prefix)) {
      add(`is not named ${part ?? (module === "base" ? file : module)}.why`);
    }
    // Nothing stands above app, so it has no face.
    const onFace = faces.has(path) || (module === "app" && path.endsWith(".h"));
    if (!onFace) add("is not declared on the face of its module");
    const other = seen.get(name);
    if (other) add(`is declared in ${other} too`);
    seen.set(name, path);
  }
  return breaches;
}

/** A test names the reason's text, or its constant where that can mean only this one. */
export function reasonsAreMetByATest(tree: Tree): Breach[] {
  const cpp = tree.matching(/^src\/.*_test\.cpp$/);
  const typescript = tree.matching(/^tests\/(?!house\/).*\.ts$/);
  const breaches: Breach[] = [];
  for (const { name, constant, path, line } of reasonsOf(tree)) {
    const { module, part } = roomOf(path);
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const own = new RegExp(`\\b${constant}\\b`);
    const foreign = new RegExp(`\\b${part ?? module}::${constant}\\b`);
    const met =
      [...cpp, ...typescript].some(([, text]) => text.includes(name)) ||
      cpp.some(([test, text]) => foreign.test(text) || (test.startsWith(folder) && own.test(text)));
    if (!met) breaches.push({ path, line, words: `no test meets ${name}` });
  }
  return breaches;
}
