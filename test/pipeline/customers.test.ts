import { beforeAll, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { addEndpoint, addShop, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const clock = fakeClock();
let deps: Deps;
let shops = 0;

beforeAll(async () => {
  ({ deps } = await createTestDeps({}, { clock }));
});

const gid = (id: number) => `gid://shopify/Customer/${id}`;
const details = (id: number, fields: object = {}) =>
  JSON.stringify({ id, admin_graphql_api_id: gid(id), email: `buyer-${id}@example.com`, ...fields });
const merge = (status: string, lost = 2, kept = 1) =>
  JSON.stringify({
    admin_graphql_api_customer_kept_id: gid(kept),
    admin_graphql_api_customer_deleted_id: gid(lost),
    status,
    errors: [],
  });

async function newShop(topics: string[] = ["*"]) {
  shops += 1;
  const domain = `customers-${shops}.myshopify.com`;
  const id = await addShop(deps, domain);
  await addEndpoint(deps, id, "http://127.0.0.1:9/hook", topics);
  return {
    id,
    send: (topic: string, body: string) => takeIn(deps, topic, body, { shop: domain }),
    async events(topic?: string) {
      const { rows } = await deps.pool.query<{ topic: string; body: string }>(
        `select e.topic, p.body from event e join event_payload p on p.event_id = e.id
         where e.shop_id = $1 and e.topic = coalesce($2, e.topic) order by e.id`,
        [id, topic],
      );
      return rows.map((row) => ({ topic: row.topic, ...JSON.parse(row.body) }));
    },
  };
}

test("whatever changes of a contact within half a minute is told once, from the database's memory alone", async () => {
  const shop = await newShop(["contact/updated"]);
  await shop.send("customers/create", details(1));
  await processAll(deps);
  clock.advance(20_000);
  await shop.send("customer.tags_added", JSON.stringify({ customerId: gid(1), tags: ["vip"] }));
  const consent = { customer_id: 1, email_marketing_consent: { state: "SUBSCRIBED" } };
  await shop.send("customers_email_marketing_consent/update", JSON.stringify(consent));
  await processAll(deps);
  expect(await shop.events()).toEqual([]);

  clock.advance(10_000);
  await processAll(deps);
  const told = await shop.events();
  expect(told).toMatchObject([
    {
      topic: "contact/updated",
      resource: gid(1),
      data: {
        contact: { id: gid(1), tags_added: ["vip"], email_marketing_state: "subscribed" },
        changes: ["created", "email_consent", "tags"],
      },
    },
  ]);
});

test("an update that only comes with an order is no change of the contact", async () => {
  const shop = await newShop(["contact/updated"]);
  await shop.send("customers/create", details(1));
  clock.advance(60_000);
  await processAll(deps);
  await shop.send("customers/update", details(1, { updated_at: "2026-11-20T10:30:00Z" }));
  clock.advance(60_000);
  await processAll(deps);
  clock.advance(60_000);
  await processAll(deps);
  expect(await shop.events()).toHaveLength(1);
});

test("a second change half an hour later is told again", async () => {
  const shop = await newShop(["contact/updated"]);
  for (const note of ["a", "b"]) {
    await shop.send("customers/update", details(1, { note }));
    await processAll(deps);
    clock.advance(30 * 60_000);
    await processAll(deps);
  }
  expect(await shop.events()).toHaveLength(2);
});

test.each(["completed", "COMPLETED"])(
  "a merge that is %s tells once of the customer that is gone",
  async (status) => {
    const shop = await newShop(["customer/deleted"]);
    await shop.send("customers/create", details(2, { note: "prefers tea" }));
    await processAll(deps);
    await shop.send("customers/merge", merge(status));
    await shop.send("customers/delete", JSON.stringify({ id: 2, admin_graphql_api_id: gid(2) }));
    await shop.send("customers/merge", merge(status));
    await processAll(deps);
    expect(await shop.events()).toMatchObject([
      {
        topic: "customer/deleted",
        resource: gid(2),
        data: { customer: { merged_into: gid(1), email: "buyer-2@example.com", note: "prefers tea" } },
      },
    ]);
  },
);

test.each(["failed", "requested", "in_progress"])("a merge that is %s changes nothing", async (status) => {
  const shop = await newShop(["customer/deleted"]);
  await shop.send("customers/merge", merge(status));
  await processAll(deps);
  expect(await shop.events()).toEqual([]);
  const { rows } = await deps.pool.query(
    "select status, reason from inbound_webhook w join shop s on s.domain = w.shop_domain where s.id = $1",
    [shop.id],
  );
  expect(rows).toEqual([{ status: "unmapped", reason: "merge_not_completed" }]);
});

test("a merge gives the kept customer the lost one's payment methods, contracts and balances", async () => {
  const shop = await newShop();
  const method = "gid://shopify/CustomerPaymentMethod/abc";
  await shop.send(
    "customer_payment_methods/create",
    JSON.stringify({ admin_graphql_api_id: method, customer_id: 2, admin_graphql_api_customer_id: gid(2) }),
  );
  await shop.send(
    "subscription_contracts/create",
    JSON.stringify({ id: 4, customer_id: 2, status: "active" }),
  );
  await processAll(deps);
  await deps.pool.query(
    `insert into snapshot (shop_id, resource, state) values ($1, $2, '{"points":{"state":{"balance":"5"}}}')
     on conflict (shop_id, resource) do update set state = excluded.state`,
    [shop.id, gid(2)],
  );
  await shop.send("customers/merge", merge("completed"));
  await processAll(deps);
  const { rows } = await deps.pool.query(
    "select resource, customer, state from snapshot where shop_id = $1 order by resource",
    [shop.id],
  );
  const row = (resource: string) => rows.find((candidate) => candidate.resource === resource);
  expect(row(method)?.customer).toBe(gid(1));
  expect(row("gid://shopify/SubscriptionContract/4")?.customer).toBe(gid(1));
  expect(JSON.parse(row(gid(1))?.state)).toHaveProperty("points.state.balance", "5");
  expect(JSON.parse(row(gid(2))?.state)).not.toHaveProperty("points");

  await shop.send("customer_payment_methods/revoke", JSON.stringify({ admin_graphql_api_id: method }));
  await processAll(deps);
  expect((await shop.events("payment_method/revoked"))[0]?.data.customer.id).toBe(gid(1));
});

test("a deletion carries what was last known, and is forgotten after that", async () => {
  const shop = await newShop(["order/deleted"]);
  await shop.send("orders/create", '{"id":123456789012345678,"total_price":"1.50","weight":1.0}');
  await shop.send("orders/delete", '{"id":123456789012345678}');
  await shop.send("orders/create", '{"id":2,"note":"kept"}');
  await processAll(deps);
  await shop.send("orders/delete", '{"id":2}');
  await processAll(deps);
  const { rows } = await deps.pool.query<{ body: string }>(
    "select p.body from event e join event_payload p on p.event_id = e.id where e.shop_id = $1 order by e.id",
    [shop.id],
  );
  expect(rows[0]?.body).toContain('"order":{"id":123456789012345678,"total_price":"1.50","weight":1.0}');
  expect(rows[1]?.body).toContain('"note":"kept"');
  const kept = await deps.pool.query("select 1 from last_payload where shop_id = $1", [shop.id]);
  expect(kept.rowCount).toBe(0);
});

test("where nobody wants to hear of deletions no payload is kept", async () => {
  const shop = await newShop(["order/created"]);
  await shop.send("orders/create", '{"id":3}');
  await processAll(deps);
  expect((await deps.pool.query("select 1 from last_payload where shop_id = $1", [shop.id])).rowCount).toBe(
    0,
  );
});
