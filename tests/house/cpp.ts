// cpp.ts - as much C++ as the rules need: what is comment, what is text, where a function begins and ends.

/** The same text, as long, with the inside of comments (and of strings, if asked) blanked out; line breaks stay. */
export function blanked(source: string, options: { strings: boolean }): string {
  const out = source.split("");
  const blank = (from: number, to: number) => {
    for (let i = from; i < to && i < out.length; i++) if (out[i] !== "\n") out[i] = " ";
  };
  let i = 0;
  while (i < source.length) {
    const rest2 = source.slice(i, i + 2);
    if (rest2 === "//") {
      const end = endOr(source.indexOf("\n", i), source);
      blank(i, end);
      i = end;
    } else if (rest2 === "/*") {
      const end = endOr(source.indexOf("*/", i + 2), source) + 2;
      blank(i, end);
      i = end;
    } else if (isRawString(source, i)) {
      const open = source.indexOf("(", i);
      const close = `)${source.slice(i + 2, open)}"`;
      const end = endOr(source.indexOf(close, open), source);
      if (options.strings) blank(open + 1, end);
      i = end + close.length;
    } else if (source[i] === '"' || (source[i] === "'" && !isDigitSeparator(source, i))) {
      const end = endOfLiteral(source, i);
      if (options.strings) blank(i + 1, end - 1);
      i = end;
    } else {
      i++;
    }
  }
  return out.join("");
}

function endOr(at: number, source: string): number {
  return at === -1 ? source.length : at;
}

function isRawString(source: string, at: number): boolean {
  return (
    source.startsWith('R"', at) &&
    !/\w/.test(source[at - 1] ?? " ") &&
    /^R"[^\s()\\]{0,16}\(/.test(source.slice(at, at + 20))
  );
}

function isDigitSeparator(source: string, at: number): boolean {
  return (
    /[0-9a-fA-F]/.test(source[at - 1] ?? " ") && /[0-9a-fA-F]/.test(source[at + 1] ?? " ") && source[at + 2] !== "'"
  );
}

function endOfLiteral(source: string, start: number): number {
  const quote = source[start];
  let i = start + 1;
  while (i < source.length && source[i] !== quote && source[i] !== "\n") i += source[i] === "\\" ? 2 : 1;
  return i + 1;
}

export interface Literal {
  text: string;
  offset: number;
}

/** Every string literal, raw or not; neighbours that the compiler would join are joined. */
export function literals(source: string): Literal[] {
  const clean = blanked(source, { strings: false });
  const found: (Literal & { end: number })[] = [];
  const pattern = /R"([^\s()\\]{0,16})\(|"/g;
  for (let match = pattern.exec(clean); match; match = pattern.exec(clean)) {
    const start = match.index;
    let end: number;
    let text: string;
    if (match[1] !== undefined) {
      const close = `)${match[1]}"`;
      const at = endOr(clean.indexOf(close, pattern.lastIndex), clean);
      text = clean.slice(pattern.lastIndex, at);
      end = at + close.length;
    } else {
      if (clean[start - 1] === "'" && clean[start + 1] === "'") continue;
      end = endOfLiteral(clean, start);
      text = clean
        .slice(start + 1, end - 1)
        .replace(/\\n/g, "\n")
        .replace(/\\(["\\])/g, "$1");
    }
    pattern.lastIndex = end;
    const last = found.at(-1);
    if (last && clean.slice(last.end, start).trim() === "") {
      last.text += text;
      last.end = end;
    } else {
      found.push({ text, offset: start, end });
    }
  }
  return found.map(({ text, offset }) => ({ text, offset }));
}

export interface CppFunction {
  name: string;
  firstLine: number;
  lastLine: number;
}

const notAFunction =
  /^(?:(?:inline|export|static|constexpr|template\s*<[\s\S]*>)\s+)*(?:namespace|class|struct|union|enum|extern|concept)\b|^(?:if|for|while|switch|catch|do|else|try|return|case|default)\b/;

/** The outermost functions (a lambda counts into the function it stands in). */
export function functions(source: string): CppFunction[] {
  const code = blanked(source, { strings: true }).replace(/^[ \t]*#(?:[^\n\\]|\\\n|\\.)*$/gm, (line) =>
    line.replace(/[^\n]/g, " "),
  );
  const found: CppFunction[] = [];
  scan(code, 0, code.length, found);
  return found;
}

/** Walks the declarations between two offsets; goes down into namespaces and classes, not into functions. */
function scan(code: string, from: number, to: number, found: CppFunction[]): void {
  let head = from;
  let i = from;
  while (i < to) {
    const letter = code[i];
    if (letter === "(" || letter === "[") {
      const macro = letter === "(" && /^\s*[A-Z][A-Z0-9_]{3,}\s*$/.test(code.slice(head, i));
      i = closing(code, i) + 1;
      // A macro that stands for itself, without a semicolon: BOOST_DESCRIBE_STRUCT(..), but not TEST(..) {.
      if (macro && !/^\s*\{/.test(code.slice(i, i + 200))) head = i;
    } else if (letter === ";" || letter === "}") {
      head = ++i;
    } else if (letter === "{") {
      const end = closing(code, i);
      head += code.slice(head, i).match(/^(?:\s*(?:public|private|protected)\s*:(?!:))*/)?.[0].length ?? 0;
      const words = code.slice(head, i);
      const kind = kindOf(words);
      if (kind === "initialiser") {
        i = end + 1;
        continue;
      }
      if (kind === "function") {
        const begin = head + (code.slice(head, i).match(/^\s*/)?.[0].length ?? 0);
        found.push({ name: nameOf(words), firstLine: lineOf(code, begin), lastLine: lineOf(code, end) });
      } else if (kind === "scope") {
        scan(code, i + 1, end, found);
      }
      head = i = end + 1;
    } else {
      i++;
    }
  }
}

function kindOf(head: string): "function" | "scope" | "initialiser" | "other" {
  const words = head.trim();
  if (/(^|[^=!<>])=\s*(?:\[[\s\S]*)?$/.test(words.replace(/operator\s*[=<>!+\-*/]+/g, "operator"))) return "other";
  const bare = words.replace(/^template\s*<[^{}]*?>\s*(?=class|struct|union|concept)/, "");
  if (notAFunction.test(bare) && !/\)\s*(?:const|noexcept|override|final)*\s*$/.test(bare)) return "scope";
  if (/^(?:namespace|extern)\b/.test(bare)) return "scope";
  if (!words.includes(")") && !words.includes("(")) return words === "" ? "scope" : "initialiser";
  // A constructor's list of members: `: a_{x}, b_{y} {`: a brace right behind a name opens an initialiser.
  if (/\)\s*(?:noexcept\s*)?:[^:]/.test(words) && /[\w>]$/.test(words)) return "initialiser";
  return "function";
}

function nameOf(head: string): string {
  const open = head.search(/\((?!\))|\(\)/);
  return (head.slice(0, open).match(/([\w:~]+|operator\s*\S+)\s*$/)?.[1] ?? "?").trim();
}

/** The offset of the bracket that closes the one at `open`. */
function closing(code: string, open: number): number {
  const pairs: Record<string, string> = { "(": ")", "[": "]", "{": "}" };
  const left = code[open] ?? "(";
  const right = pairs[left];
  let depth = 0;
  for (let i = open; i < code.length; i++) {
    if (code[i] === left) depth++;
    else if (code[i] === right && --depth === 0) return i;
  }
  return code.length;
}

function lineOf(code: string, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset && i < code.length; i++) if (code[i] === "\n") line++;
  return line;
}
