// profile.test.ts - what is known of a customer: stated by keys and staff, kept apart by how it came to be known.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Caller, makeKey, type Schemas, signInAs } from "../harness/client.ts";
import { faults, refused } from "../harness/expect.ts";
import { Server } from "../harness/server.ts";
import { freshNumber, openShop, saleOf } from "../harness/shop.ts";

type Profile = Schemas["Profile"];
type Customer = Partial<Schemas["SaleCustomer"]> & object;

describe("a profile", () => {
  let server: Server;
  let director: Caller;
  let crm: Caller;
  let model: Caller;

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
    await openShop(director);
    crm = await makeKey(server, director, ["customers.read", "customers.write"], { source: "crm" });
    model = await makeKey(server, director, ["customers.write"]);
  });
  afterAll(() => server?.close());

  const recordOf = async (customer?: Customer): Promise<string> => {
    const answer = await director.send("POST", "/v1/sales", { body: saleOf(customer ? { customer } : {}) });
    expect(answer.status, answer.text).toBe(201);
    return answer.body.record_id;
  };
  const state = (caller: Caller, record: string, body: object): Promise<Answer> =>
    caller.send("PATCH", `/v1/records/${record}/attributes`, { body });
  const profileOf = async (customer: string): Promise<Profile> => {
    const answer = await director.send("GET", `/v1/customers/${customer.replace("rec_", "cus_")}/profile`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  const told = (profile: Profile, name: string) =>
    profile.attributes
      .find((attribute) => attribute.name === name)
      ?.values.map(({ value, source, provenance, current, wins }) => ({ value, source, provenance, current, wins }));

  test("keeps what was declared apart from what is concluded, and shows that they disagree", async () => {
    const record = await recordOf({ source_id: freshNumber(), name: "A Byrne" });
    const said = { provenance: "recorded", attributes: [{ name: "given_name", value: "Ann" }] };
    expect((await state(crm, record, said)).status).toBe(200);
    const guess = {
      provenance: "inferred",
      source: "model",
      attributes: [{ name: "favourite_colour", value: "blue" }],
    };
    expect((await state(model, record, guess)).body).toMatchObject({ name: "A Byrne" });
    const declared = {
      provenance: "declared",
      said_at: "2026-01-01T00:00:00Z",
      attributes: [{ name: "favourite_colour", value: "red" }],
    };
    const answer = await state(director, record, declared);
    expect(answer.status, answer.text).toBe(200);
    const profile = await profileOf(record);
    expect(answer.body).toEqual(profile);
    const colour = profile.attributes.find(({ name }) => name === "favourite_colour")!;
    expect([colour.value, colour.contradicted]).toEqual(["red", true]);
    expect(told(profile, "favourite_colour")).toEqual([
      { value: "red", source: "staff", provenance: "declared", current: true, wins: true },
      { value: "blue", source: "model", provenance: "inferred", current: true, wins: false },
    ]);
    expect(profile.attributes.map(({ name }) => name)).toEqual(["name", "given_name", "favourite_colour"]);
    for (const { values } of profile.attributes) {
      for (const value of values) {
        expect(value.record_id).toBe(record);
        expect(Date.parse(value.received_at)).toBeGreaterThanOrEqual(Date.parse("2026-01-01T00:00:00Z"));
      }
    }
  });

  test("remembers what a source said before, and lets it take back what it said", async () => {
    const record = await recordOf({ source_id: freshNumber() });
    for (const [said_at, value] of [
      ["2026-02-01T00:00:00Z", "Cork"],
      ["2026-01-01T00:00:00Z", "Dublin"],
      ["2026-03-01T00:00:00Z", null],
    ]) {
      const answer = await state(crm, record, {
        provenance: "recorded",
        said_at,
        attributes: [{ name: "city", value }],
      });
      expect(answer.status, answer.text).toBe(200);
      if (value) expect(answer.body.attributes[0].value).toBe("Cork");
      else expect(answer.body.attributes[0]).not.toHaveProperty("value");
    }
    expect(told(await profileOf(record), "city")?.map(({ value, current }) => [value, current])).toEqual([
      ["", true],
      ["Cork", false],
      ["Dublin", false],
    ]);
  });

  test("is one over all records of a customer", async () => {
    const tag = freshNumber().toLowerCase();
    const identifiers = [{ kind: "email" as const, value: `${tag}@example.org` }];
    const one = await recordOf({ source_id: `a-${tag}`, identifiers });
    const other = await recordOf({ source_id: `b-${tag}`, identifiers });
    await state(crm, one, { provenance: "recorded", attributes: [{ name: "city", value: "Cork" }] });
    await state(crm, other, { provenance: "declared", attributes: [{ name: "phone", value: "087 555 0101" }] });
    for (const id of [one, other]) {
      const profile = await profileOf(id);
      expect(profile.attributes.map(({ name, value }) => [name, value])).toEqual([
        ["phone", "087 555 0101"],
        ["city", "Cork"],
      ]);
    }
  });

  test("is stated by whoever may, as themselves, of somebody who is known", async () => {
    const record = await recordOf({ source_id: freshNumber() });
    const attributes = [{ name: "city", value: "Cork" }];
    const body = { provenance: "recorded", attributes };
    refused(await state(crm, record, { ...body, source: "till" }), 403, "profile.foreign_source");
    refused(await state(director, record, { ...body, source: "till" }), 403, "profile.foreign_source");
    refused(await state(director, record, { ...body, provenance: "inferred" }), 403, "profile.foreign_provenance");
    refused(await state(director, await recordOf(), body), 422, "profile.nobody");
    refused(await state(crm, "rec_0000000000000000000000000a", body), 404, "customer.record_not_found");
    const reader = await makeKey(server, director, ["customers.read"]);
    refused(await state(reader, record, body), 403, "http.permission_denied");
    const agent = await signInAs(server, "agent");
    expect((await state(agent, record, body)).status).toBe(200);
    refused(
      await director.send("GET", "/v1/customers/cus_0000000000000000000000000a/profile"),
      404,
      "customer.customer_not_found",
    );
  });

  test("hears of every wrong attribute at once", async () => {
    const record = await recordOf({ source_id: freshNumber() });
    const answer = await state(model, record, {
      provenance: "recorded",
      source: "No Such",
      said_at: "2126-01-01T00:00:00Z",
      attributes: [
        { name: "Shoe Size", value: "40" },
        { name: "birth_date", value: "31.12.1980" },
        { name: "email", value: "ann" },
        { name: "phone", value: "none" },
        { name: "motto", value: "x".repeat(501) },
        { name: "city", value: "Cork" },
        { name: "city", value: "Cork" },
      ],
    });
    refused(answer, 422, "profile.invalid_statement");
    expect(faults(answer)).toEqual([
      "/attributes/0/name profile.bad_name",
      "/attributes/1/value profile.bad_birth_date",
      "/attributes/2/value profile.bad_email",
      "/attributes/3/value profile.bad_phone",
      "/attributes/4/value profile.bad_value",
      "/attributes/6/name profile.doubled_name",
      "/said_at profile.bad_moment",
      "/source customer.bad_source",
    ]);
    expect((await profileOf(record)).attributes).toEqual([]);
  });

  test("is written to history by whoever stated it, once", async () => {
    const record = await recordOf({ source_id: freshNumber() });
    const body = {
      provenance: "declared",
      said_at: "2026-01-01T00:00:00Z",
      attributes: [{ name: "city", value: "Cork" }],
    };
    for (const _ of [1, 2]) expect((await state(director, record, body)).status).toBe(200);
    const history = await director.send("GET", `/v1/history?subject_kind=record&subject_id=${record}`);
    expect(history.body.items).toHaveLength(1);
    expect(history.body.items[0]).toMatchObject({
      action: "customer.attributes_stated",
      after: { city: "Cork", provenance: "declared", source: "staff" },
    });
  });
});
