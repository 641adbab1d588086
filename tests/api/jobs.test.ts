// jobs.test.ts - background work as people see it: the list, one job, its end, and taking it up again.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, signInAs } from "../harness/client.ts";
import { eventually, refused } from "../harness/expect.ts";
import { psql } from "../harness/postgres.ts";
import { Server } from "../harness/server.ts";
import { openShop } from "../harness/shop.ts";

let server: Server;
let director: Caller;

beforeAll(async () => {
  server = await Server.start();
  director = await signInAs(server);
  await openShop(director);
});
afterAll(() => server?.close());

const jobs = async () => (await director.send("GET", "/v1/jobs?limit=200")).body.items;
const stateOf = async (id: string) => (await director.send("GET", `/v1/jobs/${id}`)).body.state;
const retry = (id: string) => director.send("POST", `/v1/jobs/${id}/retry`);

/** The house's own work, such as the archive of events, begins by itself. */
async function anEndedJob(): Promise<string> {
  let id = "";
  await eventually(
    async () => {
      id = (await jobs()).find(
        ({ kind, state }: Record<string, string>) => kind === "outbox.archive" && state === "done",
      )?.job_id;
      return Boolean(id);
    },
    20_000,
    "the archive was looked at",
  );
  return id;
}

test("a job that failed is taken up again, and the history says by whom", async () => {
  const id = await anEndedJob();
  refused(await retry(id), 422, "jobs.cannot_retry");
  psql(
    server.database.url,
    "UPDATE jobs.job SET state = 'failed', given_up = false, attempts = 5, last_error = 'a full moon' WHERE kind = 'outbox.archive'",
  );
  expect((await director.send("GET", `/v1/jobs/${id}`)).body).toMatchObject({
    state: "failed",
    can_retry: true,
    last_error: "a full moon",
  });
  const taken = await retry(id);
  expect(taken.status, taken.text).toBe(200);
  expect(taken.body).toMatchObject({ attempts: 0, can_retry: false });
  expect(taken.body.last_error ?? null).toBeNull();
  await eventually(async () => (await stateOf(id)) === "done", 20_000, "it is done");
  expect((await director.send("GET", `/v1/history?subject_kind=job&subject_id=${id}`)).text).toContain("jobs.retried");
  refused(await retry("job_00000000000000000000000000"), 404, "jobs.not_found");
});

test("an import that failed is begun anew where it began, not taken up", async () => {
  const made = await director.send("POST", "/v1/imports", { body: { mapping: "orders" } });
  const path = `/v1/imports/${made.body.import_id}`;
  await director.send("PUT", `${path}/files/orders.csv`, {
    body: "no,such,columns\n1,2,3\n",
    headers: { "content-type": "application/octet-stream" },
  });
  await director.send("POST", `${path}/start`);
  await eventually(
    async () => (await director.send("GET", path)).body.state === "failed",
    20_000,
    "the import has failed",
  );
  const failed = (await jobs()).find(({ kind }: { kind: string }) => kind === "connectors.import");
  expect(failed).toMatchObject({ state: "failed", can_retry: false });
  expect(refused(await retry(failed.job_id), 422, "jobs.cannot_retry").detail).toContain("begin it anew");
});

test("who may not change jobs may not take one up", async () => {
  const id = await anEndedJob();
  refused(
    await (await signInAs(server, "associate")).send("POST", `/v1/jobs/${id}/retry`),
    403,
    "http.permission_denied",
  );
});
