// imports.ts - imports as a client makes them: a set of files sent, checked or started, waited for.
import { expect } from "vitest";
import type { Caller, Schemas } from "./client.ts";

export type Import = Schemas["Import"];
export type Reject = Schemas["Reject"];

const over = ["checked", "done", "failed", "cancelled"];

export class Imports {
  private readonly caller: Caller;
  constructor(caller: Caller) {
    this.caller = caller;
  }

  async open(mapping: string, more: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.caller.send("POST", "/v1/imports", { body: { mapping, ...more } });
    expect(answer.status, answer.text).toBe(201);
    return answer.body.import_id;
  }

  async put(id: string, name: string, body: string | Uint8Array): Promise<void> {
    const answer = await this.caller.send("PUT", `/v1/imports/${id}/files/${encodeURIComponent(name)}`, {
      body,
      headers: { "content-type": "application/octet-stream" },
    });
    expect(answer.status, answer.text).toBe(200);
  }

  /** Waits until it has been checked, or has ended. */
  async ended(id: string, withinMs = 60_000): Promise<Import> {
    const until = Date.now() + withinMs;
    for (;;) {
      const now: Import = (await this.caller.send("GET", `/v1/imports/${id}`)).body;
      if (over.includes(now.state)) return now;
      if (Date.now() > until) throw new Error(`not over: ${JSON.stringify(now)}`);
      await new Promise((settle) => setTimeout(settle, 100));
    }
  }

  async say(id: string, verb: "check" | "start" | "cancel"): Promise<void> {
    const answer = await this.caller.send("POST", `/v1/imports/${id}/${verb}`);
    expect(answer.status, answer.text).toBe(200);
  }

  async run(
    mapping: string,
    files: Record<string, string | Uint8Array>,
    how: "check" | "start" = "start",
    more: Record<string, unknown> = {},
  ): Promise<Import> {
    const id = await this.open(mapping, more);
    for (const [name, body] of Object.entries(files)) await this.put(id, name, body);
    await this.say(id, how);
    return await this.ended(id);
  }

  async rejects(id: string): Promise<Reject[]> {
    const answer = await this.caller.send("GET", `/v1/imports/${id}/rejects?limit=1000`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body.items;
  }
}
