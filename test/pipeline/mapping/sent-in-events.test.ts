import { expect, test } from "vitest";
import type { MapOutput } from "../../../app/pipeline/mapping/draft.ts";
import { sentInEventMapper as mapper } from "../../../app/pipeline/mapping/sent-in-events.ts";
import { NO_RULES } from "../../../app/rules/rules-schema.ts";
import { TOPICS } from "../../../app/topics/catalog.ts";
import { parsePayload } from "../../../app/topics/parse-payload.ts";

const ID = "evt_019ab000000070008000000000000001";
const TRIGGERED_AT = new Date("2026-11-20T09:00:00Z");

function payloadOf(more: string) {
  const payload = parsePayload(`{"event_id":"${ID}",${more}}`);
  if (!payload) throw new Error("no object");
  return payload;
}

function map(more: string): MapOutput {
  const payload = payloadOf(more);
  return mapper.map({
    topic: "carillon/event",
    payload,
    triggeredAt: TRIGGERED_AT,
    resource: mapper.resource(payload) ?? "",
    state: null,
    owner: null,
    rules: NO_RULES,
    now: TRIGGERED_AT,
    answers: {},
    last: null,
  });
}

test("what was sent in is one event under the id that was promised", () => {
  const customer = "gid://shopify/Customer/207119551";
  const { drafts } = map(
    `"topic":"subscription/paused","resource":"sub-1","customer":"${customer}","data":{"note":"by phone"}`,
  );
  expect(drafts).toEqual([
    {
      id: ID,
      topic: "subscription/paused",
      key: `api|${ID}`,
      resource: "sub-1",
      customer,
      triggeredAt: TRIGGERED_AT,
      environment: "live",
      data: expect.objectContaining({
        note: "by phone",
        origin: "api",
        customer: expect.objectContaining({ id: customer, email: null }),
        unavailable: expect.objectContaining({ "customer.email": "unknown" }),
      }),
    },
  ]);
});

test("an event about nothing has no resource, and waits for no other event", () => {
  const more = '"topic":"subscription/paused","resource":null,"customer":null,"data":{}';
  expect(mapper.resource(payloadOf(more))).toBe(`carillon:event:${ID}`);
  expect(map(more).drafts[0]?.resource).toBeNull();
});

test.each([
  ['"customer":"gid://shopify/Customer/1","data":{"customer":{"id":"gid://shopify/Customer/2"}}', "1"],
  ['"customer":null,"data":{"customer":{"id":"gid://shopify/Customer/2"}}', "2"],
  ['"customer":null,"data":{"customer":{"id":207119551123456789,"email":"a@b.c"}}', "207119551123456789"],
  [
    '"customer":null,"data":{"order":{"customer":{"id":3,"admin_graphql_api_id":"gid://shopify/Customer/3"}}}',
    "3",
  ],
])("%s belongs to customer %s, so that erasing finds it", (more, id) => {
  expect(mapper.customer(payloadOf(more))).toBe(`gid://shopify/Customer/${id}`);
});

test("without a customer it belongs to nobody", () => {
  for (const data of ["{}", '{"customer":null}', '{"customer":"Jane"}', '{"order":{"customer":null}}'])
    expect(mapper.customer(payloadOf(`"customer":null,"data":${data}`))).toBeNull();
});

test("numbers leave as they came", () => {
  const { drafts } = map(
    '"topic":"order/paid","data":{"order":{"id":450789469123456789,"weight":1.0,"tiny":1e-7}}',
  );
  expect(JSON.stringify(drafts[0]?.data)).toBe(
    '{"order":{"id":450789469123456789,"weight":1.0,"tiny":1e-7}}',
  );
});

test("it may be any topic but those about endpoints", () => {
  const names = TOPICS.map(({ name }): string => name);
  expect(mapper.makes).toEqual(names.filter((name) => !name.startsWith("endpoint/")));
});

test("data that does not fit its topic any more is a failure that is seen", () => {
  expect(() => map('"topic":"subscription/paused","data":{"origin":"moon"}')).toThrow("does not fit");
});
