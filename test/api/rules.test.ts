import { beforeAll, expect, test } from "vitest";
import { NO_RULES } from "../../app/rules/rules-schema.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { leaveWebhook, statusOf } from "../helpers/left-webhooks.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;
let url: string;
let write: string;
let read: string;
let foreign: string;

beforeAll(async () => {
  app = await createTestDeps({ SHOPIFY_API_KEY: "" });
  const { port } = await serve(app.deps, { withPanel: false });
  url = `http://127.0.0.1:${port}/api/v1/rules`;
  const shopId = await addShop(app.deps);
  const other = await addShop(app.deps, "other.myshopify.com");
  write = (await createToken(app.deps, shopId, "write")).token;
  read = (await createToken(app.deps, shopId, "read")).token;
  foreign = (await createToken(app.deps, other, "write")).token;
});

async function call(
  method: string,
  token: string,
  body?: unknown,
): Promise<{ status: number; json: object }> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as object };
}

test("what GET answers can be changed and PUT back, and is the shop's own", async () => {
  expect(await call("GET", read)).toEqual({ status: 200, json: NO_RULES });
  const rules = { ...NO_RULES, membership: { ...NO_RULES.membership, tags: ["club"] } };
  expect(await call("PUT", write, rules)).toEqual({ status: 200, json: rules });
  expect(await call("GET", read)).toEqual({ status: 200, json: rules });
  expect(await call("GET", foreign)).toEqual({ status: 200, json: NO_RULES });
});

test("a document that leaves fields out sets them back", async () => {
  expect(await call("PUT", write, { upcoming_order: { lead_days: 5 } })).toEqual({
    status: 200,
    json: { ...NO_RULES, upcoming_order: { lead_days: 5 } },
  });
});

test("every wrong field is named in a 422 problem and nothing is saved", async () => {
  const before = await call("GET", read);
  expect(
    await call("PUT", write, { gift: { tags: [""], colour: 1 }, upcoming_order: { lead_days: 99 } }),
  ).toMatchObject({
    status: 422,
    json: {
      errors: {
        "gift.tags.0": ["Must not be empty."],
        "gift.colour": ["There is no such field."],
        "upcoming_order.lead_days": [expect.any(String)],
      },
    },
  });
  expect(await call("GET", read)).toEqual(before);
});

test("a read token may not change them", async () => {
  expect((await call("PUT", read, {})).status).toBe(403);
});

test("what waited for a rule is in the inbox again when the rules are saved", async () => {
  const left = await leaveWebhook(app.deps);
  await call("PUT", write, { coupons: { title_prefixes: ["Loyalty"] } });
  expect(await statusOf(app.deps, left)).toBe("pending");
});
