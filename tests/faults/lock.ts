// lock.ts - a lock held by somebody else, so that what is under way stands still just there.
import { spawn } from "node:child_process";
import { eventually } from "../harness/expect.ts";
import { psqlLater } from "../harness/postgres.ts";

/** Takes the lock in a transaction of its own and keeps it until told. What it locks may lose its database meanwhile. */
export async function holdLock(url: string, statement: string): Promise<{ release: () => Promise<void> }> {
  // What died a moment ago may still be coming back.
  await eventually(
    async () => (await psqlLater(url, "SELECT 1").catch(() => "")) === "1",
    30_000,
    "the database takes connections",
  );
  const child = spawn("psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = new Promise<void>((settle) => child.once("close", () => settle()));
  child.stdin.on("error", () => {}); // gone with its database
  child.stdin.write(`BEGIN;\n${statement};\n\\echo held\n`);
  let said = "";
  await new Promise<void>((settle, fail) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (said.includes("held")) settle();
      });
    }
    void ended.then(() => fail(new Error(`the lock was not taken: ${said}`)));
  });
  return {
    release: async () => {
      child.stdin.end("ROLLBACK;\n");
      await ended;
    },
  };
}
