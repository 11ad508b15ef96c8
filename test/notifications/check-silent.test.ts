import { beforeAll, beforeEach, expect, test } from "vitest";
import { createDeps } from "../../app/create-deps.ts";
import { firstIdAt } from "../../app/db/ids.ts";
import { checkSilent } from "../../app/notifications/check-silent.ts";
import { mailDue } from "../../app/notifications/mail-due.ts";
import { publishNotices } from "../../app/notifications/publish-notices.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, status, type TestReceiver } from "../helpers/test-receiver.ts";
import { alertedShop, mailTo, noticesOf } from "./alert-steps.ts";
import { createMailServer, type TestMailServer } from "./mail-server.ts";

const DAY_MS = 86_400_000;

let app: TestDeps;
let server: TestMailServer;
let receiver: TestReceiver;
let shopId: string;
let email: string;

beforeAll(async () => {
  server = await createMailServer();
  app = await createTestDeps(mailTo(server.url));
});

beforeEach(async () => {
  await app.deps.pool.query("update endpoint set weekly_check = false");
  receiver = await createTestReceiver();
  ({ shopId, email } = await alertedShop(app.deps));
});

/** An endpoint that has been there for `days` and wants the weekly check. */
async function addOld(days = 8, url = receiver.url): Promise<string> {
  const { id } = await addEndpoint(app.deps, shopId, url, ["order/paid"]);
  await app.deps.pool.query(
    `update endpoint set weekly_check = true, created_at = now() - $2 * interval '1 day',
       status_since = now() - $2 * interval '1 day' where id = $1`,
    [id, days],
  );
  return id;
}

async function addDelivery(endpointId: string, daysAgo: number): Promise<void> {
  const id = firstIdAt("dlv", new Date(Date.now() - daysAgo * DAY_MS)).padEnd(36, "0");
  await app.deps.prisma.delivery.create({
    data: { id, shopId, endpointId, eventId: "evt_1", topic: "order/paid", status: "succeeded" },
  });
}

test("an endpoint that was silent for a week gets one test call, and others hear how it went", async () => {
  const id = await addOld();
  await addDelivery(id, 7.1);
  const watcher = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/w", ["endpoint/check"])).id;
  expect(await checkSilent(app.deps)).toBe(1);
  expect(await checkSilent(app.deps)).toBe(0);
  expect(receiver.received.map(({ headers }) => [headers["x-test"], headers["x-topic"]])).toEqual([
    ["true", "order/paid"],
  ]);
  expect(await noticesOf(app.deps, shopId)).toMatchObject([
    { endpointId: id, kind: "check", reason: null, statusCode: 200, mail: "skipped" },
  ]);
  await publishNotices(app.deps);
  expect(await app.deps.prisma.delivery.findMany({ where: { endpointId: watcher } })).toMatchObject([
    { topic: "endpoint/check" },
  ]);
});

test("a check that fails is mailed", async () => {
  await addOld();
  receiver.answer(status(500, {}, "broken"));
  expect(await checkSilent(app.deps)).toBe(1);
  expect(await noticesOf(app.deps, shopId)).toMatchObject([
    { kind: "check", reason: "http_status", statusCode: 500, response: "broken", mail: "pending" },
  ]);
  await mailDue(app.deps);
  expect(server.received.filter(({ to }) => to.includes(email)).map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^The weekly check of .* failed$/),
  ]);
});

test("who heard of something within the week, is new, paused, deleted or did not ask is left alone", async () => {
  await addDelivery(await addOld(), 6.9);
  await addOld(6);
  const [paused, deleted, unasked] = [await addOld(), await addOld(), await addOld()];
  await app.deps.pool.query("update endpoint set status = 'paused' where id = $1", [paused]);
  await app.deps.pool.query("update endpoint set deleted_at = now() where id = $1", [deleted]);
  await app.deps.pool.query("update endpoint set weekly_check = false where id = $1", [unasked]);
  expect(await checkSilent(app.deps)).toBe(0);
  expect(receiver.received).toEqual([]);
});

test("what the limit of ten test calls a minute refuses is left for the next time", async () => {
  for (let made = 0; made < 12; made += 1) await addOld();
  expect(await checkSilent(app.deps)).toBe(10);
  expect(await checkSilent(app.deps)).toBe(0);
  await app.deps.pool.query("update delivery set test = false where shop_id = $1", [shopId]);
  expect(await checkSilent(app.deps)).toBe(2);
  expect(receiver.received).toHaveLength(12);
});

test("however many processes check, each endpoint is called once", async () => {
  for (let made = 0; made < 5; made += 1) await addOld();
  const others = await Promise.all([1, 2].map(() => createDeps(app.deps.env, app.databaseUrl)));
  const checked = await Promise.all([app.deps, ...others.map(({ deps }) => deps)].map(checkSilent));
  await Promise.all(others.map(({ close }) => close()));
  expect(checked.reduce((sum, count) => sum + count, 0)).toBe(5);
  expect(receiver.received).toHaveLength(5);
  expect(await noticesOf(app.deps, shopId)).toHaveLength(5);
});

test("an endpoint that cannot be called for reasons of ours does not keep others from their check", async () => {
  const broken = await addOld();
  await app.deps.pool.query("update signing_secret set sealed = 'unreadable' where endpoint_id = $1", [
    broken,
  ]);
  const sound = await addOld();
  const errors: { endpoint_id?: string }[] = [];
  const log = { ...app.deps.log, info: () => undefined, error: (facts: object) => errors.push(facts) };
  expect(await checkSilent({ ...app.deps, log } as unknown as typeof app.deps)).toBe(1);
  expect(errors).toMatchObject([{ endpoint_id: broken }]);
  expect(await noticesOf(app.deps, shopId)).toMatchObject([{ endpointId: sound }]);
});
