// What a shop's records hold of two customers after some days of business.
import type { Deps } from "../../app/config/deps.ts";
import { acceptEvent } from "../../app/pipeline/inbox/accept-event.ts";
import { acceptForm } from "../../app/pipeline/inbox/accept-form.ts";
import { askDue } from "../../app/pipeline/inbox/ask-worker.ts";
import { processInbound } from "../../app/pipeline/inbox/process-inbound.ts";
import { cancelRecovery } from "../../app/pipeline/recover/cancel-recovery.ts";
import { resendMany } from "../../app/pipeline/recover/resend-many.ts";
import {
  addEndpoint,
  addShop,
  deliverDue,
  letTimePass,
  processAll,
  takeIn,
} from "../helpers/pipeline-steps.ts";
import { connectShopify, type TestShopify } from "../helpers/shopify-stand-in.ts";
import type { Answer } from "../helpers/test-receiver.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";
import { note } from "../notifications/alert-steps.ts";

export interface Somebody {
  gid: string;
  first: string;
  last: string;
  email: string;
  phone: string;
}

/** Words of theirs that no dump may hold once they are erased. */
export const wordsOf = ({ email, last, phone }: Somebody): string[] => [email, last, phone.slice(2)];

export interface Story {
  shop: string;
  shopId: string;
  shopify: TestShopify;
  good: TestReceiver;
  /** of the endpoint at `good` */
  secret: string;
  ada: Somebody;
  bo: Somebody;
}

const echo =
  (code: number): Answer =>
  (request, response) =>
    void response
      .writeHead(code, { "x-seen": encodeURIComponent(request.body.slice(0, 2_000)) })
      .end(request.body);

let orders = 9_000;

export const orderOf = (who: Somebody, { guest = false } = {}): string => {
  orders += 1;
  const { gid, first, last, email, phone } = who;
  const person = { first_name: first, last_name: last, phone };
  return JSON.stringify({
    ...{
      id: orders,
      admin_graphql_api_id: `gid://shopify/Order/${orders}`,
      name: `#${orders}`,
      email,
      phone,
    },
    ...{ created_at: "2026-11-20T10:00:00Z", updated_at: "2026-11-20T10:00:00Z", total_price: "10.50" },
    note: `Please ring ${first} ${last}`,
    customer: guest
      ? null
      : { id: Number(gid.split("/").at(-1)), admin_graphql_api_id: gid, email, ...person },
    shipping_address: { ...person, name: `${first} ${last}`, address1: "1 Main Street", city: "Ottawa" },
    line_items: [
      { id: 1, name: "Coffee beans", price: "10.50", properties: [{ name: "card", value: last }] },
    ],
  });
};

export const customerPayload = ({ gid, first, last, email, phone }: Somebody, note: string): string =>
  JSON.stringify({
    ...{ id: Number(gid.split("/").at(-1)), admin_graphql_api_id: gid, email, phone, note },
    ...{ first_name: first, last_name: last, updated_at: "2026-11-20T11:00:00Z", state: "enabled" },
  });

/** One receiver repeats all that it gets in its answer, the other one as well and fails. */
export async function tellStory(deps: Deps): Promise<Story> {
  const shopify = await connectShopify(deps);
  const { shop } = shopify;
  const shopId = await addShop(deps, shop);
  const [good, bad] = [await createTestReceiver(), await createTestReceiver()];
  good.answer(echo(200));
  bad.answer(echo(500));
  const { secret } = await addEndpoint(deps, shopId, good.url);
  const failing = await addEndpoint(deps, shopId, bad.url);
  const ada = newcomer(shopify, "Ada", "Quillfeather", "+14165550177");
  const bo = newcomer(shopify, "Bo", "Otherwise", "+14165550188");
  const send = (topic: string, body: string) => takeIn(deps, topic, body, { shop });
  for (const who of [ada, bo]) {
    await send("customers/update", customerPayload(who, "Likes tea"));
    await send("orders/create", orderOf(who));
    await send("orders/paid", orderOf(who, { guest: true }));
    await send("checkouts/create", JSON.stringify({ token: "abc", email: who.email }));
    await send("subscription_contracts/create", contractOf(shopify, who));
    await acceptForm(deps, {
      ...{ shopDomain: shop, handle: "contact", customer: null },
      fields: { "your-mail": who.email.toUpperCase(), message: `I am ${who.first} ${who.last}` },
    });
    await sendIn(deps, shopId, who);
  }
  await processAll(deps);
  for (let round = 0; round < 5; round += 1) {
    await letTimePass(deps);
    await deliverDue(deps);
  }
  for (const who of [ada, bo]) await giveUp(deps, { shopId, endpointId: failing.id }, who);
  for (const who of [ada, bo]) await orderResend(deps, shopId, who);
  // And while something is on its way: answered, asked for, and not looked at yet.
  for (const who of [ada, bo]) await send("subscription_contracts/create", contractOf(shopify, who));
  await processInbound(deps);
  await askDue(deps);
  for (const who of [ada, bo]) await send("subscription_contracts/create", contractOf(shopify, who));
  await processInbound(deps);
  for (const who of [ada, bo]) await send("orders/create", orderOf(who));
  return { shop, shopId, shopify, good, secret, ada, bo };
}

/** As if one of their deliveries had used up its attempts: the notice keeps the start of the answer. */
async function giveUp(
  deps: Deps,
  endpoint: { shopId: string; endpointId: string },
  who: Somebody,
): Promise<void> {
  const { rows } = await deps.pool.query<{ id: string }>(
    `select d.id from delivery d join event e on e.id = d.event_id
     where d.endpoint_id = $1 and e.customer = $2 order by d.id limit 1`,
    [endpoint.endpointId, who.gid],
  );
  const more = { deliveryId: rows[0]?.id ?? "", response: `${who.first} ${who.last} is unknown here` };
  await note(deps, endpoint, "exhausted", more);
}

/** The merchant had searched the log by the id that sendIn gives, and took the order back at once. */
async function orderResend(deps: Deps, shopId: string, { email }: Somebody): Promise<void> {
  const clock = { now: () => new Date(deps.clock.now().getTime() + 600_000) };
  const outcome = await resendMany({ ...deps, clock }, shopId, { about: [`member:${email}`] });
  if (outcome.kind !== "begun" || outcome.recoveries.length === 0) throw new Error(JSON.stringify(outcome));
  for (const { id } of outcome.recoveries) await cancelRecovery(deps, shopId, id);
}

function newcomer({ store }: TestShopify, first: string, last: string, phone: string): Somebody {
  const email = `${first}.${last}@example.com`.toLowerCase();
  const { id: gid } = store.addCustomer({ firstName: first, lastName: last, email, phone });
  return { gid, first, last, email, phone };
}

function contractOf({ store }: TestShopify, { gid }: Somebody): string {
  const { id, revision } = store.addContract({ customer: gid });
  return JSON.stringify({
    ...{ id: Number(id.split("/").at(-1)), admin_graphql_api_id: id, status: "active" },
    ...{ revision_id: String(revision), admin_graphql_api_customer_id: gid },
  });
}

async function sendIn(deps: Deps, shopId: string, { gid, first, last, email }: Somebody): Promise<void> {
  const event = {
    ...{ topic: "loyalty/rule_completed", triggeredAt: deps.clock.now(), resource: `member:${email}` },
    customer: gid,
    data: {
      customer: { id: gid },
      rule: { id: "r1", name: "Birthday", fields: { greeting: `Dear ${first} ${last}` } },
    },
  };
  const outcome = await acceptEvent(deps, shopId, event as never, {
    key: `birthday-${email}`,
    bodyHash: "h",
  });
  if (outcome.kind !== "accepted") throw new Error(outcome.kind);
}
