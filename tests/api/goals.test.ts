// goals.test.ts - benchmarks of others and targets of our own: each beside our figure, editable, and never of one channel.
import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, makeKey, type Schemas, signInAs } from "../harness/client.ts";
import { binary, Server } from "../harness/server.ts";
import { clickAndCollect, inStore, openShop, saleOf } from "../harness/shop.ts";

let server: Server;
let director: Caller;

const benchmarksPath = "/v1/insights/benchmarks";
const targetsPath = "/v1/insights/targets";

beforeAll(async () => {
  server = await Server.start();
  director = await signInAs(server);
  await openShop(director);
});
afterAll(() => server?.close());

async function sell(who: string, on: string, tags: Schemas["Sale"]["tags"] = inStore): Promise<void> {
  const body = saleOf({ customer: { source_id: who }, event_at: `${on}T12:00:00Z`, tags });
  const { status, text } = await director.send("POST", "/v1/sales", { body });
  expect(status, text).toBeLessThan(300);
}

async function benchmark(code: string): Promise<Schemas["BenchmarkRow"]> {
  const { body } = await director.send("GET", benchmarksPath);
  const found = (body as Schemas["BenchmarksAnswer"]).items.find((item) => item.benchmark === code);
  expect(found, code).toBeDefined();
  return found as Schemas["BenchmarkRow"];
}

async function setTarget(differs: Record<string, unknown> = {}) {
  const body = { measure: "cross_channel_rate", value_bps: 4_000, by_on: "2026-12-31", ...differs };
  return director.send("POST", targetsPath, { body });
}

async function target(id: string): Promise<Schemas["TargetRow"]> {
  const { body } = await director.send("GET", targetsPath);
  return body.items.find((item: Schemas["TargetRow"]) => item.target_id === id);
}

const version = (number: number) => ({ "if-match": `"${number}"` });

describe("before the first sale", () => {
  test("every benchmark stands with source and year, and says why there is no figure of our own", async () => {
    const { body } = await director.send("GET", benchmarksPath);
    const spans = Object.fromEntries(
      (body as Schemas["BenchmarksAnswer"]).items.map((item) => [item.benchmark, [item.low_bps, item.high_bps]]),
    );
    expect(spans).toEqual({
      commerce_mature: [1_700, 1_700],
      commerce_not_mature: [8_300, 8_300],
      collection_attach: [1_400, 1_400],
      return_attach: [3_000, 4_000],
      ship_from_store_saving: [2_700, 2_700],
      retention_strong: [8_900, 8_900],
      retention_weak: [3_300, 3_300],
    });
    for (const item of body.items) {
      expect(item.source, item.benchmark).not.toBe("");
      expect(item.year, item.benchmark).toBeGreaterThan(2_000);
      expect(item.ours, item.benchmark).toBeUndefined();
      expect(item.not_measured, item.benchmark).toMatch(/\.$/);
    }
    expect((await benchmark("collection_attach")).not_measured).toBe("Not measured here yet.");
    expect((await benchmark("retention_weak")).not_measured).toBe("No sale is recorded yet.");
  });

  test("a target is not reached, and says why", async () => {
    const made = await setTarget({ value_bps: 0 });
    expect(made.status, made.text).toBe(201);
    const row = await target(made.body.target_id);
    expect(row).toMatchObject({ reached: false, not_measured: "No sale is recorded yet." });
  });
});

describe("with two years of sales", () => {
  beforeAll(async () => {
    // One channel: both bought, one came back. Two channels: came back.
    await sell("one", "2024-01-10");
    await sell("once", "2024-01-11");
    await sell("both", "2024-01-12");
    await sell("both", "2024-01-20", clickAndCollect);
    await sell("one", "2024-08-01");
    await sell("both", "2024-08-01");
    await sell("both", "2025-12-31", clickAndCollect);
    await sell("both", "2025-12-31");
  });

  test("retention in several channels and in one stands beside 89 and 33", async () => {
    expect((await benchmark("retention_strong")).ours).toEqual({
      value_bps: 10_000,
      currency: "EUR",
      counted: 1,
      complete: true,
      definition: "retention.2",
    });
    expect((await benchmark("retention_weak")).ours).toMatchObject({ value_bps: 5_000, counted: 2, complete: true });
  });

  test("each measure of a target is our figure of all channels together", async () => {
    const wanted = [
      [{ measure: "cross_channel_rate", value_bps: 10_000 }, { value_bps: 10_000, counted: 1 }, true],
      [{ measure: "retention_12m", value_bps: 6_667 }, { value_bps: 6_667, counted: 3 }, true],
      [{ measure: "retention_12m", value_bps: 6_668 }, { value_bps: 6_667, counted: 3 }, false],
      [{ measure: "return_rate", value_bps: 0 }, { value_bps: 0, counted: 8 }, true],
      [{ measure: "lifetime_value", value_bps: undefined, value_minor: 6_667, currency: "EUR" }, { counted: 3 }, true],
      [{ measure: "lifetime_value", value_bps: undefined, value_minor: 6_668, currency: "EUR" }, { counted: 3 }, false],
      [{ measure: "lifetime_value", value_bps: undefined, value_minor: 1, currency: "SEK" }, undefined, false],
    ] as const;
    for (const [differs, ours, reached] of wanted) {
      const made = await setTarget(differs);
      expect(made.status, made.text).toBe(201);
      const row = await target(made.body.target_id);
      expect(row.reached, JSON.stringify(row)).toBe(reached);
      if (ours) expect(row.ours).toMatchObject({ ...ours, complete: true, currency: "EUR" });
      else expect(row.not_measured).toBe("No sale is recorded yet.");
    }
  });

  test("weft insights prints both, every figure under its own heading", async () => {
    const print = (...words: string[]) => {
      const env = { ...process.env, WEFT_DATABASE_URL: server.databaseUrl, WEFT_KEY: "", WEFT_SERVER: "" };
      const run = spawnSync(binary, ["insights", ...words, "--data-dir", server.dataDir], { env, encoding: "utf8" });
      expect(run.status, run.stderr).toBe(0);
      return run.stdout;
    };
    const csv = print("benchmarks", "--csv").trim().split("\r\n");
    const head = (csv[0] as string).split(",");
    const weak = csv.find((line) => line.startsWith("retention_weak,")) as string;
    expect(csv.map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).length)).toEqual(csv.map(() => head.length));
    expect(weak.split(",")[head.indexOf("ours.value_bps")]).toBe("5000");
    expect(print("benchmarks")).toMatch(/retention_weak .* 33\.00 % .* 2026 .* 50\.00 %/);
    expect(print("targets")).toMatch(/tgt_\S+ +lifetime_value .* 66\.68/);
  });
});

describe("a target on a channel", () => {
  test.each([
    { measure: "channel_revenue", channel: "web", value_bps: undefined, value_minor: 1_000_000, currency: "EUR" },
    { measure: "channel_revenue" },
    { measure: "retention_12m", channel: "store" },
  ])("is refused with the reason: $measure $channel", async (differs) => {
    const before = (await director.send("GET", targetsPath)).text;
    const refused = await setTarget(differs);
    expect(refused.status).toBe(422);
    expect(refused.body.reason).toBe("insights.channel_is_no_target");
    expect(refused.body.detail).toContain("drill-down");
    expect(refused.body.detail).toContain("of all channels together");
    if (differs.channel) expect(refused.body.detail).toContain(`"${differs.channel}"`);
    expect(JSON.parse((await director.send("GET", targetsPath)).text).items).toHaveLength(
      JSON.parse(before).items.length,
    );
  });

  test("is refused as a change too", async () => {
    const made = (await setTarget()).body as Schemas["Target"];
    const refused = await director.send("PUT", `${targetsPath}/${made.target_id}`, {
      headers: version(made.version),
      body: { measure: "channel_revenue", value_minor: 5, currency: "EUR", by_on: "2026-12-31" },
    });
    expect([refused.status, refused.body.reason]).toEqual([422, "insights.channel_is_no_target"]);
    expect((await target(made.target_id)).measure).toBe("cross_channel_rate");
  });
});

describe("changing", () => {
  test("a target: with its version, to the end, told to history", async () => {
    const made = (await setTarget({ note: "for the board" })).body as Schemas["Target"];
    const path = `${targetsPath}/${made.target_id}`;
    const body = { measure: "return_rate", value_bps: 900, by_on: "2027-06-30" };
    expect((await director.send("PUT", path, { body })).status).toBe(428);
    const changed = await director.send("PUT", path, { body, headers: version(1) });
    expect(changed.body).toEqual({ ...body, target_id: made.target_id, note: "", version: 2 });
    expect((await director.send("PUT", path, { body, headers: version(1) })).status).toBe(412);
    expect((await director.send("PUT", path, { body, headers: version(2) })).body.version).toBe(2);
    expect((await director.send("DELETE", path, { headers: version(1) })).status).toBe(412);
    expect((await director.send("DELETE", path, { headers: version(2) })).status).toBe(204);
    const gone = await director.send("DELETE", path, { headers: version(2) });
    expect([gone.status, gone.body.reason]).toEqual([404, "insights.target_not_found"]);
    const history = await director.send("GET", `/v1/history?subject_kind=target&subject_id=${made.target_id}`);
    expect(history.body.items.map((item: { action: string }) => item.action)).toEqual([
      "insights.target_removed",
      "insights.target_changed",
      "insights.target_added",
    ]);
  });

  test("a target whose value does not fit its measure is refused", async () => {
    for (const differs of [
      { measure: "lifetime_value" },
      { measure: "lifetime_value", value_bps: undefined, value_minor: 5 },
      { value_bps: undefined },
      { value_minor: 5 },
    ]) {
      const refused = await setTarget(differs);
      expect([refused.status, refused.body.reason]).toEqual([422, "insights.bad_target"]);
    }
    expect((await setTarget({ measure: "revenue" })).status).toBe(422);
  });

  test("a benchmark: figures, source and year, with its version", async () => {
    const path = `${benchmarksPath}/return_attach`;
    const body = {
      statement: "Who buys again.",
      low_bps: 2_000,
      high_bps: 2_500,
      source: "Our own survey",
      year: 2027,
    };
    expect((await director.send("PUT", path, { body })).status).toBe(428);
    const bad = await director.send("PUT", path, { body: { ...body, low_bps: 2_501 }, headers: version(1) });
    expect([bad.status, bad.body.reason]).toEqual([422, "insights.bad_benchmark"]);
    const changed = await director.send("PUT", path, { body, headers: version(1) });
    expect(changed.body, changed.text).toEqual({ ...body, benchmark: "return_attach", version: 2 });
    expect(await benchmark("return_attach")).toMatchObject({ ...body, version: 2 });
    expect((await director.send("PUT", path, { body, headers: version(1) })).status).toBe(412);
    const history = await director.send("GET", "/v1/history?subject_kind=benchmark&subject_id=return_attach");
    expect(history.body.items).toHaveLength(1);
    const none = await director.send("PUT", `${benchmarksPath}/guess`, { body, headers: version(1) });
    expect([none.status, none.body.reason]).toEqual([404, "insights.benchmark_not_found"]);
  });

  test("needs insights.write; targets come in pages", async () => {
    const reader = await makeKey(server, director, ["insights.read"]);
    const body = { measure: "return_rate", value_bps: 900, by_on: "2027-06-30" };
    expect((await reader.send("POST", targetsPath, { body })).status).toBe(403);
    expect((await reader.send("PUT", `${benchmarksPath}/return_attach`, { body, headers: version(2) })).status).toBe(
      403,
    );
    for (let n = 0; n < 2; n += 1) await setTarget();
    const all = (await reader.send("GET", targetsPath)).body.items as Schemas["TargetRow"][];
    const paged: string[] = [];
    let cursor = "";
    do {
      const page = (await reader.send("GET", `${targetsPath}?limit=1${cursor && `&cursor=${cursor}`}`)).body;
      paged.push(...page.items.map((item: Schemas["TargetRow"]) => item.target_id));
      cursor = page.next_cursor ?? "";
    } while (cursor);
    expect(paged).toEqual(all.map((item) => item.target_id));
    const bad = await reader.send("GET", `${targetsPath}?cursor=guess`);
    expect(bad.body.reason).toBe("page.bad_cursor");
  });
});
