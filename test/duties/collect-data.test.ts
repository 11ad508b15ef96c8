import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { newId } from "../../app/db/ids.ts";
import { inTransaction } from "../../app/db/transaction.ts";
import { exportData, forgetOldRequests } from "../../app/duties/export-data.ts";
import { carryOutNext } from "../../app/duties/worker.ts";
import { en } from "../../app/locales/en.ts";
import { startTexts, texts } from "../../app/locales/i18n.ts";
import { acceptForm } from "../../app/pipeline/inbox/accept-form.ts";
import { insertDuties } from "../../app/pipeline/inbox/duties.ts";
import { type DutyView, listDuties } from "../../app/queries/duties.ts";
import { loader } from "../../app/routes/app/settings/privacy/page.tsx";
import { dutyResult } from "../../app/ui/privacy/duty-words.ts";
import { listingIn } from "../../app/ui/privacy/use-listing.ts";
import { type Download, serveDownloads } from "../helpers/downloads.ts";
import { addEndpoint, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type FakeClock, fakeClock } from "../helpers/test-deps.ts";
import { mailTo } from "../notifications/alert-steps.ts";
import { createMailServer, type TestMailServer } from "../notifications/mail-server.ts";
import { installShop, signedIn } from "../panel/panel-request.ts";
import { customerPayload, orderOf, type Somebody } from "./customer-story.ts";
import { dumpAll, holding } from "./dump.ts";

const DAY_MS = 86_400_000;

let deps: Deps;
let clock: FakeClock;
let mails: TestMailServer;
let download: Download;
let shops = 0;

beforeAll(async () => {
  mails = await createMailServer();
  clock = fakeClock();
  ({ deps } = await createTestDeps(mailTo(mails.url), { clock }));
  download = await serveDownloads(deps);
});

beforeEach(() => {
  mails.refuse([]);
  clock.set(new Date().toISOString());
});

const ada: Somebody = {
  ...{ gid: "gid://shopify/Customer/820982911946154508", first: "Ada", last: "Quillfeather" },
  ...{ email: "ada.quillfeather@example.com", phone: "+14165550177" },
};
const bo: Somebody = {
  ...{ gid: "gid://shopify/Customer/7", first: "Bo", last: "Otherwise" },
  ...{ email: "bo.otherwise@example.com", phone: "+14165550188" },
};

/** A shop with an event of each of the two, and a guest's order of Ada's. */
async function newShop(): Promise<{ domain: string; shopId: string; guestOrder: string; address: string }> {
  shops += 1;
  const [domain, address] = [`asked-${shops}.myshopify.com`, `merchant-${shops}@example.com`];
  const shopId = await installShop(deps, domain);
  await deps.prisma.shop.update({ where: { id: shopId }, data: { email: address } });
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/hook", ["customer/updated", "order/created"]);
  const guest = orderOf(ada, { guest: true });
  const note = `Tea ${shops}`;
  for (const who of [ada, bo])
    await takeIn(deps, "customers/update", customerPayload(who, note), { shop: domain });
  await takeIn(deps, "orders/create", guest, { shop: domain });
  await processAll(deps);
  return { domain, shopId, address, guestOrder: JSON.parse(guest).admin_graphql_api_id };
}

async function ask(shopDomain: string, { gid: customer, email } = ada): Promise<string> {
  const details = { email, phone: null, orders: [] };
  const duty = { shopDomain, kind: "data_request" as const, customer, details, requestedAt: clock.now() };
  await inTransaction(deps.pool, (tx) => insertDuties(tx, [duty]));
  await deps.pool.query("update duty set due_at = now() - interval '1 second' where shop_domain = $1", [
    shopDomain,
  ]);
  expect(await carryOutNext(deps)).toBe(true);
  const { id } = await deps.prisma.duty.findFirstOrThrow({ where: { shopDomain }, orderBy: { id: "desc" } });
  return id;
}

/** A request that was answered and still knows the address that Shopify gave. */
async function answered(shopDomain: string, requestedAt = clock.now()): Promise<string> {
  const id = newId("dty");
  const details = JSON.stringify({ email: ada.email, phone: null, orders: [] });
  const kind = "data_request";
  await deps.prisma.duty.create({
    data: { ...{ id, shopDomain, kind, customer: ada.gid, details, requestedAt }, status: "done" },
  });
  return id;
}

async function exported(domain: string, id: string) {
  const data = await exportData(deps, domain, id);
  const pieces: string[] = [];
  for await (const piece of data ?? []) pieces.push(piece);
  return pieces.join("");
}

test("what is held on a customer is counted, put on record without them, and the merchant is mailed", async () => {
  const { domain, address } = await newShop();
  const id = await ask(domain);
  const duty = await deps.prisma.duty.findUniqueOrThrow({ where: { id } });
  expect(duty).toMatchObject({ status: "done", customer: ada.gid });
  expect(JSON.parse(duty.result ?? "")).toEqual({
    ...{ events: 2, webhooks: 2, states: 1, last_payloads: 0, deliveries: 2, attempts: 0, mail: "sent" },
  });
  const mail = mails.received.at(-1);
  expect(mail).toMatchObject({ to: [address], subject: "A customer asks for their data" });
  expect(mail?.text).toContain("/app/settings/privacy");
  expect(holding([{ table: "", text: mail?.text ?? "" }], ["ada", "820982911946154508"])).toEqual([]);
});

test("the data is every event and webhook of the customer as it is stored, and nothing of anybody else", async () => {
  const { domain } = await newShop();
  const text = await exported(domain, await answered(domain));
  const data = JSON.parse(text);
  expect(data).toMatchObject({ shop: domain, customer: ada.gid });
  expect(data.events.map(({ topic }: { topic: string }) => topic)).toEqual([
    "customer/updated",
    "order/created",
  ]);
  expect(data.events[0]).toMatchObject({
    deliveries: 1,
    attempts: 0,
    body: { data: { customer: { email: ada.email } } },
  });
  expect(data.webhooks.map(({ topic }: { topic: string }) => topic)).toEqual([
    "customers/update",
    "orders/create",
  ]);
  expect(data.states).toMatchObject([{ resource: ada.gid }]);
  expect(text).not.toMatch(/otherwise/i);
  const stored = await deps.pool.query<{ body: string }>(
    "select p.body from event_payload p join event e on e.id = p.event_id where e.customer = $1",
    [ada.gid],
  );
  expect(stored.rows.some(({ body }) => text.includes(body))).toBe(true);
});

test("once the address is forgotten the customer's number still finds what is theirs", async () => {
  const { domain } = await newShop();
  const id = await answered(domain);
  await deps.pool.query("update duty set details = null where id = $1", [id]);
  const data = JSON.parse(await exported(domain, id));
  expect(data.events.length).toBeGreaterThan(0);
});

test("the panel lists the requests and hands out the file, to the shop's own merchant alone", async () => {
  const [{ domain }, other] = [await newShop(), await newShop()];
  const id = await answered(domain);
  const { duties } = await loader(signedIn(deps, domain, "/app/settings/privacy"));
  expect(duties).toMatchObject([
    { id, kind: "data_request", customer: "820982911946154508", status: "done" },
  ]);
  expect(JSON.stringify(duties)).not.toContain("@");
  const path = `/app/settings/privacy/${id}/data`;
  const response = await download(path, domain);
  expect(response.headers.get("content-disposition")).toContain("attachment");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(((await response.json()) as { events: unknown[] }).events).toHaveLength(2);
  expect(await listDuties(deps, other.domain)).toEqual([]);
  expect((await download(path, other.domain)).status).toBe(404);
  expect((await download(path)).status).toBe(401);
});

test("after thirty days the file is gone, and so is the address that Shopify gave", async () => {
  const { domain } = await newShop();
  const id = await answered(domain, new Date(clock.now().getTime() - 29 * DAY_MS));
  expect(await forgetOldRequests(deps)).toBe(0);
  expect(await exportData(deps, domain, id)).toBeDefined();
  clock.advance(2 * DAY_MS);
  expect(await exportData(deps, domain, id)).toBeUndefined();
  expect(await forgetOldRequests(deps)).toBeGreaterThan(0);
  expect(await deps.prisma.duty.findUnique({ where: { id } })).toMatchObject({ details: null });
});

test("a mail that is refused is tried again, and then the panel alone tells", async () => {
  const { domain, address } = await newShop();
  mails.refuse([address]);
  const id = await ask(domain);
  expect(await deps.prisma.duty.findUnique({ where: { id } })).toMatchObject({
    ...{ status: "pending", reason: "The mail to the merchant was not sent." },
  });
  await deps.pool.query("update duty set tries = 4, due_at = now() - interval '1 second' where id = $1", [
    id,
  ]);
  await carryOutNext(deps);
  const duty = await deps.prisma.duty.findUniqueOrThrow({ where: { id } });
  expect([duty.status, JSON.parse(duty.result ?? "").mail]).toEqual(["done", "failed"]);
});

test("of a customer of whom nothing is held the merchant hears that, and of an unknown shop nobody hears", async () => {
  const { domain } = await newShop();
  const stranger = { ...ada, gid: "gid://shopify/Customer/404", email: "stranger@example.com" };
  const id = await ask(domain, stranger);
  const zero = { events: 0, webhooks: 0, states: 0, last_payloads: 0, deliveries: 0, attempts: 0 };
  const resultOf = async (dutyId: string) =>
    JSON.parse((await deps.prisma.duty.findUniqueOrThrow({ where: { id: dutyId } })).result ?? "");
  expect(await resultOf(id)).toEqual({ ...zero, mail: "sent" });
  expect(mails.received.at(-1)?.text).toContain("Carillon holds nothing on them");
  const before = mails.received.length;
  expect(await resultOf(await ask("nobody.myshopify.com"))).toEqual({ ...zero, mail: "no_shop" });
  expect(mails.received).toHaveLength(before);
});

test("making the file stores nothing", async () => {
  const { domain } = await newShop();
  const id = await answered(domain);
  const before = await dumpAll(deps.pool);
  await exported(domain, id);
  expect(await dumpAll(deps.pool)).toEqual(before);
});

test("what somebody else sent is handed out to nobody whom it merely names", async () => {
  const { domain, shopId } = await newShop();
  await addEndpoint(deps, shopId, "http://127.0.0.1:9/all");
  const sendForm = (fields: Record<string, string>) =>
    acceptForm(deps, { shopDomain: domain, handle: "contact", customer: null, fields });
  await sendForm({ name: "Bo", "your-email": "bo.otherwise@example.com", "friend-email": ada.email });
  await sendForm({ name: "Bo", friend_email: ada.email });
  await sendForm({ name: "Ada", email: `jo${ada.email}` });
  await takeIn(deps, "orders/create", orderOf({ ...bo, email: `jo.${ada.email}` }, { guest: true }), {
    shop: domain,
  });
  await processAll(deps);
  const text = await exported(domain, await answered(domain));
  expect(JSON.parse(text).events).toHaveLength(2);
  expect(text).not.toMatch(/otherwise|friend|jo\.?ada/i);
  await sendForm({ name: "Ada", "your-mail": ada.email.toUpperCase() });
  await processAll(deps);
  expect(JSON.parse(await exported(domain, await answered(domain))).events).toHaveLength(3);
});

test.each(["", "x", "a\0b", "dty_\0", `dty_${"0".repeat(32)}`])("there is no request %j", async (id) => {
  const { domain } = await newShop();
  expect(await exportData(deps, domain, id)).toBeUndefined();
});

beforeAll(() => startTexts("en", { en }));

const words = (kind: DutyView["kind"], result: DutyView["result"]) =>
  dutyResult(
    { t: texts.getFixedT("en", "privacy"), problem: (sentence) => sentence, listing: listingIn("en") },
    {
      ...{ id: "dty_1", kind, customer: null, status: "done", result, reason: null },
      ...{ requestedAt: clock.now(), doneAt: clock.now() },
    },
  );

test("the panel names every kind of what is held or was erased", () => {
  const found = { events: 0, webhooks: 0, deliveries: 0, attempts: 0, mail: "sent" };
  expect(words("data_request", { ...found, states: 3, last_payloads: 1 })).toBe(
    "3 states and 1 last payload found.",
  );
  expect(words("data_request", { ...found, events: 1, webhooks: 2, states: 1 })).toBe(
    "1 event, 2 webhooks and 1 state found.",
  );
  expect(words("data_request", found)).toBe("Nothing is held.");
  expect(words("data_request", { erased_with_customer: true })).toBe(
    "Erased with the customer before it was answered.",
  );
  const erased = {
    events: 0,
    deliveries: 0,
    attempts: 0,
    webhooks: 0,
    answers: 0,
    last_payloads: 0,
    snapshots: 0,
  };
  expect(words("customer_redact", { ...erased, attempts: 2, snapshots: 1, answers: 1 })).toBe(
    "Erased in 2 attempts, 1 state and 1 answer of Shopify’s.",
  );
  expect(words("customer_redact", erased)).toBe("Nothing was held.");
});
