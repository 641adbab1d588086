// insights.test.ts - the simple analysis through the door and from a terminal: fresh at every question, refused with a reason.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, makeKey, type Schemas, signInAs } from "../harness/client.ts";
import { binary, Server } from "../harness/server.ts";
import { openShop, saleOf } from "../harness/shop.ts";

let server: Server;
let director: Caller;

beforeAll(async () => {
  server = await Server.start();
  director = await signInAs(server);
  await openShop(director);
});
afterAll(() => server?.close());

async function sell(): Promise<void> {
  const { status, text } = await director.send("POST", "/v1/sales", {
    body: saleOf({ customer: { source_id: "c1" } }),
  });
  expect(status, text).toBeLessThan(300);
}

/** A terminal on this machine; the database is what the server was given. */
function weft(...words: string[]) {
  const env = { ...process.env, WEFT_DATABASE_URL: server.databaseUrl, WEFT_KEY: "", WEFT_SERVER: "" };
  const { status, stdout, stderr } = spawnSync(binary, ["insights", ...words, "--data-dir", server.dataDir], {
    env,
    encoding: "utf8",
    timeout: 50_000,
  });
  return { status, stdout, stderr };
}

describe("an answer", () => {
  test("counts every sale that was acknowledged before it was asked", async () => {
    const asked = async () => (await director.send("GET", "/v1/insights/summary")).body as Schemas["Summary"];
    const before = (await asked()).orders;
    for (let n = 1; n <= 20; n += 1) {
      await sell();
      expect((await asked()).orders).toBe(before + n);
    }
  });

  test("is refused with its reason where the window cannot be meant", async () => {
    for (const question of ["channel-mix", "retention", "returns", "rfm", "clv", "cross-channel"]) {
      const { status, body } = await director.send("GET", `/v1/insights/${question}?from=2026-02-01&to=2026-01-01`);
      expect(status, question).toBe(422);
      expect(body.reason).toBe("insights.bad_window");
    }
    const { status } = await director.send("GET", "/v1/insights/rfm?basis=guess");
    expect(status).toBe(422);
  });

  test("needs the permission", async () => {
    const blind = await makeKey(server, director, ["orders.read"]);
    expect((await blind.send("GET", "/v1/insights/clv")).status).toBe(403);
  });
});

describe("weft insights", () => {
  beforeAll(() => sell());

  test("prints the answer of the running server as text, CSV and JSON", async () => {
    const json = weft("mix", "--json");
    expect(json.status, json.stderr).toBe(0);
    const answer = (await director.send("GET", "/v1/insights/channel-mix")).body as Schemas["ChannelMix"];
    expect({ ...JSON.parse(json.stdout), generated_at: answer.generated_at }).toEqual(answer);
    const csv = weft("mix", "--csv");
    expect(csv.stdout.split("\r\n")[0]).toMatch(/^mix,customers,share_bps,orders,amount_minor,/);
    expect(csv.stdout.trim().split("\r\n")).toHaveLength(1 + answer.mixes.length);
    const text = weft("mix");
    expect(text.stdout).toContain(answer.definition);
    for (const question of ["retention", "returns", "rfm", "clv", "cross-channel"]) {
      expect(weft(question).status, question).toBe(0);
    }
    const months = weft("mix", "--list", "months");
    expect(months.stdout).toMatch(/^month,/);
    const none = weft("mix", "--list", "years");
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining("mixes, months")]);
  });

  test("makes its own key once, and anew when that was revoked", async () => {
    const kept = join(server.dataDir, "command-line.key");
    expect(weft("clv").status).toBe(0);
    const key = readFileSync(kept, "utf8");
    expect(weft("clv").status).toBe(0);
    expect(readFileSync(kept, "utf8")).toBe(key);
    writeFileSync(kept, "wk_gone_gone\n");
    expect(weft("clv").status).toBe(0);
    expect(readFileSync(kept, "utf8")).not.toBe("wk_gone_gone\n");
    rmSync(kept);
    expect(existsSync(kept)).toBe(false);
  });

  test("says what the server refused, and where none was found", () => {
    const refused = weft("mix", "--from", "2026-02-01", "--to", "2026-01-01");
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("insights.bad_window");
    expect(refused.stderr).toContain("app.server_refused");
    const away = weft("mix", "--server", "http://127.0.0.1:1", "--key", "wk_a_b");
    expect(away.status).toBe(1);
    expect(away.stderr).toContain("app.server_unreachable");
  });
});
