import { beforeAll, expect, test } from "vitest";
import { carryOutNext } from "../../app/duties/worker.ts";
import { NO_RULES } from "../../app/rules/rules-schema.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { leaveWebhook, statusOf } from "../helpers/left-webhooks.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { apiClient } from "./api-client.ts";

let app: TestDeps;
let base: string;
let write: string;
let read: string;
let foreign: string;

beforeAll(async () => {
  app = await createTestDeps({ SHOPIFY_API_KEY: "" });
  const { port } = await serve(app.deps, { withPanel: false });
  base = `http://127.0.0.1:${port}/api/v1`;
  const shopId = await addShop(app.deps);
  const other = await addShop(app.deps, "other.myshopify.com");
  write = (await createToken(app.deps, shopId, "write")).token;
  read = (await createToken(app.deps, shopId, "read")).token;
  foreign = (await createToken(app.deps, other, "write")).token;
});

const call = async (method: string, token: string, body?: object) => {
  const { status, json } = await apiClient(base, token)(method, "/rules", body);
  return { status, json: json as object };
};

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
  while (await carryOutNext(app.deps));
  expect(await statusOf(app.deps, left)).toBe("pending");
});
