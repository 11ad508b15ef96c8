import { expect, test } from "vitest";
import { sendTest } from "../../app/pipeline/deliver/send-test.ts";
import { lastReceived } from "../../app/queries/last-received.ts";
import { addEndpoint, addShop, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver } from "../helpers/test-receiver.ts";

test("the last event of each topic, whether somebody chose it or not, and no test call", async () => {
  const { deps } = await createTestDeps();
  const receiver = await createTestReceiver();
  const shopId = await addShop(deps);
  const other = await addShop(deps, "other.myshopify.com");
  const { id } = await addEndpoint(deps, shopId, receiver.url, ["product/created"]);
  for (const product of [1, 2]) {
    await takeIn(deps, "products/create", `{"id":${product}}`);
    await processAll(deps);
  }
  await takeIn(deps, "products/delete", '{"id":2}');
  await processAll(deps);
  await sendTest(deps, shopId, id, { topic: "order/paid" });

  const last = await lastReceived(deps, shopId);
  const { rows } = await deps.pool.query(
    "select max(created_at) as at, (select max(day)::timestamp at time zone 'UTC' from unchosen_count) as day from event where not test",
  );
  expect(Object.fromEntries(last)).toEqual({ "product/created": rows[0].at, "product/deleted": rows[0].day });
  expect([...(await lastReceived(deps, other))]).toEqual([]);
});
