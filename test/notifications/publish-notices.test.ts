import { beforeAll, expect, test } from "vitest";
import { createDeps } from "../../app/create-deps.ts";
import type { NoticeKind } from "../../app/endpoints/insert-notices.ts";
import { publishNotices } from "../../app/notifications/publish-notices.ts";
import { dataSchema } from "../../app/topics/data-schemas.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { alertedShop, note, noticesOf } from "./alert-steps.ts";

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps();
});

async function publishAll(): Promise<void> {
  while ((await publishNotices(app.deps)).published > 0);
}

const OPERATIONAL = ["endpoint/failing", "endpoint/disabled", "endpoint/recovered", "endpoint/check"];

async function eventsOf(shopId: string) {
  const { rows } = await app.deps.pool.query<{ id: string; body: string; endpoints: string[] }>(
    `select e.id, p.body, array(select d.endpoint_id from delivery d where d.event_id = e.id) as endpoints
     from event e join event_payload p on p.event_id = e.id where e.shop_id = $1 order by e.id`,
    [shopId],
  );
  return rows.map(({ body, ...row }) => ({ ...row, body: JSON.parse(body) }));
}

test("a change goes to the shop's other endpoints that name its topic, and to none else", async () => {
  const shop = await alertedShop(app.deps); // with all topics, which do not include these
  const { shopId } = shop;
  const watcher = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/w", OPERATIONAL)).id;
  const concerned = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/c?key=hidden", OPERATIONAL)).id;
  const foreign = await alertedShop(app.deps);
  await addEndpoint(app.deps, foreign.shopId, "https://127.0.0.1/f", OPERATIONAL);
  await note(app.deps, { shopId, endpointId: concerned }, "failing");
  await publishAll();
  const [event, ...others] = await eventsOf(shopId);
  expect(others).toEqual([]);
  expect(event?.endpoints).toEqual([watcher]);
  expect(event?.body).toMatchObject({
    ...{ topic: "endpoint/failing", resource: concerned, sequence: 1, environment: "live", test: false },
    data: {
      endpoint: { id: concerned, url: "https://127.0.0.1/c", status: "enabled", disabled_reason: null },
      ...{ reason: "http_status", since: "2026-11-20T09:00:00.000Z", unavailable: {} },
      last_attempt: { status_code: 503, reason: "http_status", at: event?.body.triggered_at },
    },
  });
  expect(await eventsOf(foreign.shopId)).toEqual([]);
});

test.each([
  ["failing", {}],
  ["disabled", { disabledReason: "gone" }],
  ["disabled", { disabledReason: "merchant", reason: null, statusCode: null }],
  ["recovered", {}],
  ["check", { reason: null, statusCode: 204 }],
] as [NoticeKind, object][])("the data of endpoint/%s fits its schema with %j", async (kind, more) => {
  const shop = await alertedShop(app.deps);
  await addEndpoint(app.deps, shop.shopId, "https://127.0.0.1/w", OPERATIONAL);
  await note(app.deps, shop, kind, more);
  await publishAll();
  const [event] = await eventsOf(shop.shopId);
  expect(dataSchema(`endpoint/${kind}`).parse(event?.body.data)).toEqual(event?.body.data);
  expect(event?.body.data.endpoint.status).toBe(kind === "disabled" ? "disabled" : "enabled");
});

test("events about one endpoint are numbered, and those of a development shop say so", async () => {
  const shop = await alertedShop(app.deps);
  await app.deps.prisma.shop.update({ where: { id: shop.shopId }, data: { environment: "test" } });
  await addEndpoint(app.deps, shop.shopId, "https://127.0.0.1/w", OPERATIONAL);
  for (const kind of ["failing", "recovered", "failing"] as const) await note(app.deps, shop, kind);
  await publishAll();
  expect(
    (await eventsOf(shop.shopId)).map(({ body }) => [body.topic, body.sequence, body.environment]),
  ).toEqual([
    ["endpoint/failing", 1, "test"],
    ["endpoint/recovered", 2, "test"],
    ["endpoint/failing", 3, "test"],
  ]);
});

test("what nobody chose is counted, and what only mails tell makes no event", async () => {
  const shop = await alertedShop(app.deps);
  for (const kind of ["failing", "first_failure"] as const) await note(app.deps, shop, kind);
  await publishAll();
  expect(await eventsOf(shop.shopId)).toEqual([]);
  expect(
    await app.deps.prisma.unchosenCount.findMany({
      where: { shopId: shop.shopId },
      select: { topic: true, count: true },
    }),
  ).toEqual([{ topic: "endpoint/failing", count: 1 }]);
  for (const { publishedAt } of await noticesOf(app.deps, shop.shopId))
    expect(publishedAt).toBeInstanceOf(Date);
});

test("however many processes publish, each change is one event", async () => {
  const shop = await alertedShop(app.deps);
  await addEndpoint(app.deps, shop.shopId, "https://127.0.0.1/w", OPERATIONAL);
  const others = await Promise.all([1, 2, 3].map(() => createDeps(app.deps.env, app.databaseUrl)));
  for (let made = 0; made < 40; made += 1) await note(app.deps, shop, made % 2 ? "recovered" : "failing");
  await Promise.all(
    [app.deps, ...others.map(({ deps }) => deps)].map(async (deps) => {
      while ((await publishNotices(deps)).waiting > 0);
    }),
  );
  await Promise.all(others.map(({ close }) => close()));
  const sequences = (await eventsOf(shop.shopId)).map(({ body }) => body.sequence);
  expect(sequences.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
});

test("a notice whose transaction fails stays unpublished and holds up no other", async () => {
  const shop = await alertedShop(app.deps);
  await addEndpoint(app.deps, shop.shopId, "https://127.0.0.1/w", OPERATIONAL);
  const first = await note(app.deps, shop, "failing");
  await note(app.deps, shop, "recovered");
  const errors: unknown[] = [];
  const log = {
    ...app.deps.log,
    error: (facts: unknown) => errors.push(facts),
  } as unknown as typeof app.deps.log;
  await app.deps.pool.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'out of order'; end $$;
    create trigger refuse before insert on event for each row when (new.topic = 'endpoint/failing') execute function refuse()`);
  expect(await publishNotices({ ...app.deps, log })).toEqual({ waiting: 2, published: 1 });
  expect(errors).toEqual([{ notice_id: first, error: "out of order" }]);
  await app.deps.pool.query("drop trigger refuse on event");
  await publishAll();
  expect((await eventsOf(shop.shopId)).map(({ body }) => body.topic)).toEqual([
    "endpoint/recovered",
    "endpoint/failing",
  ]);
});
