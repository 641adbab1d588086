// expect.ts - what every refusal looks like, and waiting for what comes about by itself.
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { Answer, Problem } from "./client.ts";

/** It is that refusal, as RFC 9457 wants it; its body. */
export function refused(answer: Answer, status: number, reason: string): Problem {
  expect({ status: answer.status, reason: answer.body?.reason }, answer.text).toEqual({ status, reason });
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  const problem = answer.body as Problem;
  expect(problem).toMatchObject({ status, type: expect.stringMatching(/^urn:/), title: expect.stringMatching(/\.$/) });
  return problem;
}

/** The wrong fields of a refusal, as "pointer reason", sorted. */
export function faults(answer: Answer | Problem): string[] {
  const problem = ("reason" in answer ? answer : (answer as Answer).body) as Problem;
  return (problem.errors ?? []).map(({ pointer, reason }) => `${pointer} ${reason}`).sort();
}

/** Asks again until it holds; the milliseconds it took. Throws after `withinMs`. */
export async function eventually(holds: () => Promise<boolean>, withinMs: number, what: string): Promise<number> {
  const begin = performance.now();
  for (;;) {
    if (await holds()) return performance.now() - begin;
    if (performance.now() - begin > withinMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(20);
  }
}
