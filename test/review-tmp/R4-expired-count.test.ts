// R4: after shorter retention the count before "resend all" promises what cannot be sent.
import { beforeAll, expect, test } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import { newId } from "../../app/db/ids.ts";
import { firstIdAt } from "../../app/db/ids.ts";
import { createPartitions } from "../../app/db/partitions.ts";
import { deleteShorter } from "../../app/db/retention/delete-shorter.ts";
import { countResend, resendMany } from "../../app/pipeline/recover/resend-many.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { carryOnAll } from "../pipeline/recover/steps.ts";

const DAY = 86_400_000;
let app: TestDeps;
let shopId: string;
let endpointId: string;
beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  await createPartitions(app.deps.pool);
  shopId = await addShop(app.deps);
  endpointId = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/one")).id;
});

test("deliveries whose bodies a shop's own shorter retention deleted are counted as expired", async () => {
  const { prisma, pool } = app.deps;
  // As production has it: partitions for the operator's 30 days are there.
  for (let d = 1; d <= 10; d += 1) {
    const day = new Date(Date.now() - d * DAY).toISOString().slice(0, 10);
    const next = new Date(Date.now() - (d - 1) * DAY).toISOString().slice(0, 10);
    const name = `event_payload_${day.replaceAll("-", "")}`;
    const { rows } = await pool.query("select to_regclass($1) as r", [`partitions.${name}`]);
    if (!rows[0].r) await pool.query(`create table partitions.${name} partition of event_payload for values from ('${day}') to ('${next}')`);
  }
  for (let n = 0; n < 5; n += 1) {
    const at = new Date(Date.now() - 5 * DAY + n);
    const tail = newId("evt").slice(-20);
    const [event, delivery] = [`${firstIdAt("evt", at)}${tail}`, `${firstIdAt("dlv", at)}${tail}`];
    await prisma.event.create({ data: { id: event, shopId, topic: "order/paid", triggeredAt: at, day: at } });
    await prisma.eventPayload.create({ data: { eventId: event, day: at, body: "{}" } });
    await prisma.delivery.create({ data: { id: delivery, shopId, endpointId, eventId: event, topic: "order/paid", status: "failed", attempts: 1, lastAttemptAt: at } });
  }
  await prisma.shop.update({ where: { id: shopId }, data: { payloadDays: 1, logDays: 30 } });
  expect(await deleteShorter(pool, { PAYLOAD_RETENTION_DAYS: 30, LOG_RETENTION_DAYS: 90 }, new Date())).toMatchObject({ event_payload: 5 });
  const counted = await countResend(app.deps, shopId, { statuses: ["failed"] });
  const begun = await resendMany(app.deps, shopId, { statuses: ["failed"] });
  await carryOnAll(app.deps);
  const rec = await prisma.recovery.findMany({ select: { total: true, done: true, skipped: true, status: true } });
  console.log(JSON.stringify({ counted, begun, rec }));
  expect(counted).toMatchObject({ count: 0, left: { expired: 5 } });
});
