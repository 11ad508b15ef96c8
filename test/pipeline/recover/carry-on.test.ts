import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../app/config/clock.ts";
import { deleteEndpoint } from "../../../app/endpoints/delete-endpoint.ts";
import { switchEndpoint } from "../../../app/endpoints/switch-endpoint.ts";
import { cancelRecovery } from "../../../app/pipeline/recover/cancel-recovery.ts";
import { carryOn, MOST_WAITING } from "../../../app/pipeline/recover/carry-on.ts";
import { recoverEndpoint } from "../../../app/pipeline/recover/recover-endpoint.ts";
import { getRecovery } from "../../../app/queries/recoveries.ts";
import { addEndpoint, addShop } from "../../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";
import { addDeliveries, addEvents, ago, carryOnAll, HOUR_MS, sendWaiting, waiting } from "./steps.ts";

let app: TestDeps;
let shopId: string;
let endpointId: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  shopId = await addShop(app.deps);
});

beforeEach(async () => {
  await app.deps.pool.query(
    "delete from recovery; delete from lease; delete from delivery; delete from event; delete from endpoint",
  );
  endpointId = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook")).id;
});

const failing = (count: number) => addDeliveries(app.deps, { shopId, endpointId }, count);

async function recover(include: "failed" | "missing" = "failed"): Promise<string> {
  const outcome = await recoverEndpoint(app.deps, shopId, endpointId, { include, since: ago(HOUR_MS) });
  if (outcome.kind !== "begun") throw new Error(outcome.kind);
  return outcome.id;
}
const read = (id: string) => getRecovery(app.deps, shopId, id);

/** Attempts so far, by delivery. */
async function attemptsOf(): Promise<number[]> {
  const rows = await app.deps.prisma.delivery.findMany({ orderBy: { id: "asc" } });
  return rows.map(({ attempts }) => attempts);
}

test("a thousand and more go in batches, and no more wait at a time than may", async () => {
  await failing(3_200);
  const id = await recover();
  expect(await carryOn(app.deps)).toBe("worked");
  expect(await read(id)).toMatchObject({ status: "running", done: 500, total: 3_200 });
  await carryOnAll(app.deps);
  expect(await waiting(app.deps, endpointId)).toBe(MOST_WAITING);
  expect(await carryOn(app.deps)).toBe("held");

  await sendWaiting(app.deps, endpointId);
  await carryOnAll(app.deps);
  await sendWaiting(app.deps, endpointId);
  expect(await read(id)).toMatchObject({ status: "done", done: 3_200, skipped: 0 });
  expect(new Set(await attemptsOf())).toEqual(new Set([11]));
  expect(await carryOn(app.deps)).toBe("idle");
});

test("a batch that is broken off leaves nothing, and the next one begins where the last one ended", async () => {
  await failing(1_200);
  const id = await recover();
  await carryOn(app.deps);
  await app.deps.pool.query(
    `create function refuse() returns trigger language plpgsql as 'begin raise exception ''broken off''; end';
     create trigger refuse before update on recovery for each row execute function refuse()`,
  );
  await expect(carryOn(app.deps)).rejects.toThrow("broken off");
  expect(await waiting(app.deps, endpointId)).toBe(500);
  await app.deps.pool.query("drop trigger refuse on recovery; drop function refuse");
  await carryOnAll(app.deps);
  expect(await read(id)).toMatchObject({ status: "done", done: 1_200, skipped: 0 });
  expect(await waiting(app.deps, endpointId)).toBe(1_200);
});

test("two loops at once do nothing twice", async () => {
  await addEvents(app.deps, shopId, 1_700);
  const missing = await recover("missing");
  await failing(1_300);
  const failed = await recover("failed");
  const loop = async () => {
    for (;;) {
      const progress = await carryOn(app.deps);
      if (progress === "idle") return;
      await sendWaiting(app.deps, endpointId);
    }
  };
  await Promise.all([loop(), loop(), loop()]);
  expect(await read(missing)).toMatchObject({ status: "done", done: 1_700, skipped: 0 });
  expect(await read(failed)).toMatchObject({ status: "done", done: 1_300, skipped: 0 });
  expect(await app.deps.prisma.delivery.count()).toBe(3_000);
  const { rows } = await app.deps.pool.query(
    "select event_id from delivery group by event_id having count(*) > 1",
  );
  expect(rows).toEqual([]);
});

test("a few among many are found, batch by batch", async () => {
  await addDeliveries(app.deps, { shopId, endpointId }, 5_500, { status: "succeeded" });
  await failing(2);
  await addDeliveries(app.deps, { shopId, endpointId }, 10, { status: "succeeded" });
  const id = await recover();
  expect(await carryOn(app.deps)).toBe("worked");
  expect(await read(id)).toMatchObject({ status: "running", done: 0 });
  await carryOn(app.deps);
  expect(await read(id)).toMatchObject({ status: "done", done: 2 });
});

test("a recovery whose endpoint has enough waiting holds up no other", async () => {
  await failing(2_600);
  const big = await recover();
  await carryOnAll(app.deps);
  const other = await addEndpoint(app.deps, shopId, "https://127.0.0.1/other");
  await addDeliveries(app.deps, { shopId, endpointId: other.id }, 3);
  const small = await recoverEndpoint(app.deps, shopId, other.id, { include: "failed", since: ago(HOUR_MS) });
  expect(await carryOnAll(app.deps)).toBe(1);
  expect(await read(small.kind === "begun" ? small.id : "")).toMatchObject({ status: "done", done: 3 });
  expect(await read(big)).toMatchObject({ status: "running", done: 2_000 });
});

test("cancelling takes back what waits and leaves what has gone out", async () => {
  const ids = await failing(2_600);
  const id = await recover();
  await carryOnAll(app.deps);
  const [sent, inFlight, manual] = ids;
  await app.deps.pool.query("update delivery set due_at = null, status = 'succeeded' where id = $1", [sent]);
  await app.deps.pool.query(
    "insert into lease (delivery_id, endpoint_id, token, until) values ($1, $2, 'lse_1', now() + interval '1 minute')",
    [inFlight, endpointId],
  );
  await app.deps.pool.query("update delivery set queue = 0, trigger = 'manual' where id = $1", [manual]);
  expect(await cancelRecovery(app.deps, shopId, id)).toEqual({ kind: "cancelled", takenBack: 1_997 });
  expect(await read(id)).toMatchObject({ status: "cancelled", cancelledBecause: "merchant", done: 3 });
  const still = await app.deps.prisma.delivery.findMany({
    where: { dueAt: { not: null } },
    orderBy: { id: "asc" },
  });
  expect(still.map((row) => row.id)).toEqual([inFlight, manual]);
  expect(await carryOn(app.deps)).toBe("idle");
  expect(await cancelRecovery(app.deps, shopId, id)).toEqual({ kind: "ended" });
  expect(await cancelRecovery(app.deps, "shp_other", id)).toEqual({ kind: "not_found" });
});

test("events that were taken back are missing again", async () => {
  await addEvents(app.deps, shopId, 700);
  const id = await recover("missing");
  await carryOn(app.deps);
  const tried = await app.deps.prisma.delivery.findFirstOrThrow();
  await app.deps.pool.query("update delivery set attempts = 1 where id = $1", [tried.id]);
  expect(await cancelRecovery(app.deps, shopId, id)).toEqual({ kind: "cancelled", takenBack: 499 });
  expect(await app.deps.prisma.delivery.count()).toBe(1);
  const again = await recover("missing");
  await carryOnAll(app.deps);
  expect(await read(again)).toMatchObject({ total: 699, done: 699 });
});

test("a cancellation keeps away from what an earlier recovery has waiting", async () => {
  await addEvents(app.deps, shopId, 3);
  await recover("missing");
  await carryOnAll(app.deps);
  await addEvents(app.deps, shopId, 600);
  const id = await recover("missing");
  await carryOn(app.deps);
  await cancelRecovery(app.deps, shopId, id);
  expect(await app.deps.prisma.delivery.count()).toBe(3);
});

test("an endpoint that is disabled or deleted meanwhile ends its recovery, and the reason is kept", async () => {
  await failing(2_600);
  const first = await recover();
  await carryOnAll(app.deps);
  await switchEndpoint(app.deps, shopId, endpointId, "disable");
  await carryOnAll(app.deps);
  expect(await read(first)).toMatchObject({
    status: "cancelled",
    cancelledBecause: "endpoint_disabled",
    done: 2_000,
  });
  expect(await waiting(app.deps, endpointId)).toBe(0);

  await switchEndpoint(app.deps, shopId, endpointId, "enable");
  const second = await recover();
  await carryOn(app.deps);
  await deleteEndpoint(app.deps, shopId, endpointId);
  await carryOnAll(app.deps);
  expect(await read(second)).toMatchObject({ status: "cancelled", cancelledBecause: "endpoint_deleted" });
  expect(await waiting(app.deps, endpointId)).toBe(0);
});
