import { expect, test } from "vitest";
import { webhookStates } from "../../app/queries/webhook-states.ts";
import { saveWebhookStates } from "../../app/shopify/webhook-subscriptions/save-webhook-states.ts";
import { addShop, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";

const OTHER = "other.myshopify.com";

test("each topic says how it stood at the last check, and when it came last, for this shop alone", async () => {
  const { deps } = await createTestDeps();
  const shopId = await addShop(deps);
  const other = await addShop(deps, OTHER);
  const words = "Address can't be blank";
  expect(await webhookStates(deps, shopId)).toEqual([]);
  await saveWebhookStates(deps, shopId, [
    { topic: "products/update", status: "receiving", words: null },
    { topic: "products/create", status: "receiving", words: null },
    { topic: "discounts/create", status: "error", words },
  ]);
  await saveWebhookStates(deps, other, [
    { topic: "products/update", status: "needs_permission", words: null },
  ]);
  for (const product of [1, 2]) await takeIn(deps, "products/create", `{"id":${product}}`);
  await takeIn(deps, "products/update", '{"id":3}', { shop: OTHER });
  await processAll(deps);

  const { rows } = await deps.pool.query(
    "select max(received_at) as at from inbound_webhook where topic = 'products/create'",
  );
  const checkedAt = deps.clock.now();
  expect(await webhookStates(deps, shopId)).toEqual([
    { topic: "discounts/create", status: "error", words, checkedAt, lastReceivedAt: null },
    { topic: "products/create", status: "receiving", words: null, checkedAt, lastReceivedAt: rows[0].at },
    { topic: "products/update", status: "receiving", words: null, checkedAt, lastReceivedAt: null },
  ]);
  expect(await webhookStates(deps, other)).toMatchObject([{ status: "needs_permission" }]);
});
