import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { acceptWebhook } from "../../../app/pipeline/inbox/accept-webhook.ts";
import { shopifyHeaders } from "../../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps();
});

const BODY = '{"id":1}';

const accept = (topic: string, webhookId?: string) =>
  acceptWebhook(
    app.deps,
    shopifyHeaders(topic, BODY, webhookId === undefined ? {} : { webhookId }),
    Buffer.from(BODY),
  );

// The signature covers the body alone: whoever has seen one could send it again under any topic.
test.each(["carillon/event", "carillon/form", "CARILLON/event", "Carillon/due"])(
  "nobody outside can send %s, which is Carillon's own",
  async (topic) => {
    expect(await accept(topic)).toEqual({
      kind: "bad_request",
      reason: "The X-Shopify-Topic header names no topic of Shopify.",
    });
  },
);

test.each(["orders create", "orders/créate", "orders/create\n", "'; drop", "x".repeat(101)])(
  "%j is no name of a topic",
  async (topic) => {
    expect(await accept(topic)).toMatchObject({ kind: "bad_request" });
  },
);

test.each(["orders/create", "customer.tags_added", "Customer", "app/scopes_update", "x".repeat(100)])(
  "%s may be one",
  async (topic) => {
    expect(await accept(topic)).toEqual({ kind: "stored" });
  },
);

// Else a webhook would take the place of what Carillon itself is about to write down under that id.
test.each([
  "flow:run-1",
  "form:1",
  "api:1",
  "carillon/1",
  "FLOW:run-1",
  "Carillon/1",
  `flow:${"x".repeat(400)}`,
])("nobody outside can send a webhook by the id %s", async (webhookId) => {
  expect(await accept("orders/create", webhookId)).toEqual({
    kind: "bad_request",
    reason: "The X-Shopify-Webhook-Id header names no webhook of Shopify.",
  });
});

test.each([
  "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
  "gid://shopify/Customer/1:loyalty.points",
  "flows-1",
  "x/flow:1",
])("%s may be an id of Shopify's", async (webhookId) => {
  expect(await accept("Customer", webhookId)).toEqual({ kind: "stored" });
});

test("two long webhook ids that begin alike are two webhooks", async () => {
  const start = "gid-composite-".repeat(30);
  expect(await accept("Customer", `${start}a`)).toEqual({ kind: "stored" });
  expect(await accept("Customer", `${start}b`)).toEqual({ kind: "stored" });
  expect(await accept("Customer", `${start}a`)).toEqual({ kind: "duplicate" });
  const webhookId = createHash("sha256").update(`${start}a`).digest("hex");
  expect(await app.deps.prisma.inboundWebhook.count({ where: { webhookId } })).toBe(1);
});

test("a webhook id of 300 characters is kept as it is", async () => {
  const webhookId = "i".repeat(300);
  await accept("orders/create", webhookId);
  expect(await app.deps.prisma.inboundWebhook.count({ where: { webhookId } })).toBe(1);
});
