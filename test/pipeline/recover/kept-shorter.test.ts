// Recoveries of a shop that keeps bodies for less time than the operator.
import { beforeAll, expect, test } from "vitest";
import { systemClock } from "../../../app/config/clock.ts";
import { countRecovery, recoverEndpoint } from "../../../app/pipeline/recover/recover-endpoint.ts";
import { addEndpoint, addShop } from "../../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";
import { addDeliveries, addEvents, ago, carryOnAll, HOUR_MS, makeOlder } from "./steps.ts";

let app: TestDeps;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  shopId = await addShop(app.deps);
  await app.deps.prisma.shop.update({ where: { id: shopId }, data: { payloadDays: 2 } });
});

test.each(["failed", "missing"] as const)(
  "what is %s and past the shop's days is neither counted nor sent, deleted or not yet",
  async (include) => {
    const { id } = await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook", ["order/created"]);
    const add = () =>
      include === "failed"
        ? addDeliveries(app.deps, { shopId, endpointId: id }, 2)
        : addEvents(app.deps, shopId, 2, { topic: "order/created" });
    await add();
    const { id: late } = await app.deps.prisma.event.findFirstOrThrow({ orderBy: { id: "desc" } });
    await makeOlder(app.deps, late, 49 * HOUR_MS);
    const order = { include, since: ago(72 * HOUR_MS) };
    expect(await countRecovery(app.deps, shopId, id, order)).toMatchObject({ count: 1 });
    await recoverEndpoint(app.deps, shopId, id, order);
    await carryOnAll(app.deps);
    expect(await app.deps.prisma.recovery.findFirst({ where: { endpointId: id } })).toMatchObject({
      ...{ status: "done", total: 1, done: 1, skipped: 1 },
    });
  },
);
