import { beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { endpointFigures } from "../../app/queries/endpoint-figures.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const DAY_MS = 86_400_000;

let app: TestDeps;
let shopId: string;
let endpointId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await addShop(app.deps);
});

beforeEach(async () => {
  endpointId = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook")).id;
});

/** An id as it would have been made so long ago. */
const idAt = (agoMs: number) =>
  `dlv_${(Date.now() - agoMs).toString(16).padStart(12, "0")}${newId("dlv").slice(16)}`;

interface Sent {
  agoMs?: number;
  ms?: number;
  reason?: string;
  attempts?: number;
  test?: boolean;
}

const add = (sent: Sent[]) =>
  app.deps.prisma.delivery.createMany({
    data: sent.map(({ agoMs = 0, ms = 100, reason = null, attempts = 1, test = false }) => ({
      ...{ id: idAt(agoMs), shopId, endpointId, eventId: newId("evt"), topic: "order/paid", attempts, test },
      status: reason ? "pending" : attempts > 0 ? "succeeded" : "pending",
      lastReason: reason,
      lastStatusCode: reason === "timeout" || attempts === 0 ? null : reason ? 500 : 200,
      lastDurationMs: attempts > 0 ? ms : null,
      lastAttemptAt: attempts > 0 ? new Date(Date.now() - agoMs) : null,
    })),
  });

const figures = (of = shopId) => endpointFigures(app.deps, of, endpointId);

const NOTHING = {
  ...{ day: { tried: 0, failed: 0, capped: false }, week: { tried: 0, failed: 0, capped: false } },
  ...{ latency: null, lastSuccessAt: null, lastFailureAt: null },
};

test("an endpoint to which nothing was sent has no figures, and neither has another shop's", async () => {
  expect(await figures()).toEqual(NOTHING);
  await add([{}]);
  expect(await figures("shp_other")).toEqual(NOTHING);
});

test("what failed is counted by its last attempt; tests and what was not tried yet are left out", async () => {
  await add([
    ...[{}, { reason: "timeout", ms: 15_000 }, { reason: "http_status", agoMs: 2 * DAY_MS }],
    ...[{ agoMs: 3 * DAY_MS }, { agoMs: 8 * DAY_MS }, { test: true, reason: "dns" }, { attempts: 0 }],
  ]);
  expect(await figures()).toMatchObject({
    day: { tried: 2, failed: 1, capped: false },
    week: { tried: 4, failed: 2, capped: false },
    lastSuccessAt: expect.any(Date),
    lastFailureAt: expect.any(Date),
  });
});

test("answer times are those of answers: half of them are faster than the median, one in twenty slower than the other", async () => {
  await add(Array.from({ length: 100 }, (_, index) => ({ ms: index + 1 })));
  await add([{ reason: "timeout", ms: 15_000 }]);
  expect((await figures()).latency).toEqual({ median: 50, p95: 95 });
});
