// verb.ts - a verb of the program as an operator runs it, without holding this process up: its exit code and its words.
import { spawn } from "node:child_process";
import { binary } from "./server.ts";

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export async function runVerb(...words: string[]): Promise<Ended> {
  const { WEFT_DATABASE_URL: _, ...env } = process.env;
  const child = spawn(binary, words, { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended: Ended = { code: null, out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    ended.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    ended.err += text;
  });
  ended.code = await new Promise((settle) => child.once("close", settle));
  return ended;
}
