import { beforeAll, expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { fr } from "../../app/locales/fr.ts";
import * as inboxList from "../../app/routes/app/inbox/list.tsx";
import * as mapAgainRoute from "../../app/routes/app/inbox/map-again.ts";
import * as inboundPage from "../../app/routes/app/inbox/page.tsx";
import { explainInbound } from "../../app/rules/unmapped-reasons.ts";
import { translateSentence } from "../../app/ui/texts/translate-sentence.ts";
import { leaveWebhook, statusOf } from "../helpers/left-webhooks.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const THEIRS = "theirs.myshopify.com";

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps();
  await installShop(app.deps, SHOP);
  await installShop(app.deps, THEIRS);
});

const list = (query = "", shop = SHOP) =>
  inboxList.loader(signedIn(app.deps, shop, `/app/events/not-mapped${query}`));
const page = (id: string, shop = SHOP) =>
  inboundPage.loader(signedIn(app.deps, shop, `/app/events/not-mapped/${id}`, { params: { id } }));
const mapAgain = (form: Record<string, string>, shop = SHOP) =>
  mapAgainRoute.action(signedIn(app.deps, shop, "/app/events/not-mapped/map-again", { form }));

test("what became no event is listed with its reason, and grouped by it", async () => {
  await leaveWebhook(app.deps);
  await leaveWebhook(app.deps, { topic: "discounts/update" });
  await leaveWebhook(app.deps, { topic: "carillon/event", status: "failed", reason: "the payload was odd" });
  await leaveWebhook(app.deps, { shop: THEIRS });
  const { page, reasons, pending, counted } = await list();
  expect(page.rows).toMatchObject([
    {
      status: "failed",
      explanation: "Failed: the payload was odd.",
      byRules: false,
      origin: { kind: "api" },
    },
    { origin: { kind: "shopify", topic: "discounts/update" }, byRules: true, hasBody: true },
    { explanation: "Not mapped: this shop has no coupon rule." },
  ]);
  expect(reasons).toMatchObject([
    { reason: "no_coupon_rule", count: 2, byRules: true, lastReceivedAt: expect.any(Date) },
    { reason: "the payload was odd", status: "failed", count: 1, origins: [{ kind: "api" }] },
  ]);
  expect([pending, counted]).toEqual([0, null]);
});

test("a reason narrows the list down, and one that makes no sense is none", async () => {
  expect((await list("?status=unmapped&reason=no_coupon_rule")).page.rows).toHaveLength(2);
  expect((await list("?status=failed")).page.rows).toHaveLength(1);
  expect((await list("?status=failed&reason=no_coupon_rule")).page.rows).toEqual([]);
  expect((await list("?status=lost&reason=%00")).page.rows).toHaveLength(3);
});

test("one webhook is mapped again once, however often it is asked for", async () => {
  const id = await leaveWebhook(app.deps, { reason: "no_preset" });
  const answers = await Promise.all([mapAgain({ id }), mapAgain({ id })]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(["not_left", "queued"]);
  expect(await statusOf(app.deps, id)).toBe("pending");
  expect((await list()).pending).toBe(1);
  expect(await mapAgain({ id })).toEqual({ kind: "not_left" });
});

test("one whose body is gone, or that is another shop's, stays as it is", async () => {
  const aged = await leaveWebhook(app.deps);
  await app.deps.pool.query("delete from inbound_body where id = $1", [aged]);
  expect(await mapAgain({ id: aged })).toEqual({ kind: "body_gone" });
  const foreign = await leaveWebhook(app.deps, { shop: THEIRS });
  for (const id of [foreign, newId("inb"), "inb_\0"])
    expect(await mapAgain({ id })).toEqual({ kind: "not_found" });
  expect([await statusOf(app.deps, aged), await statusOf(app.deps, foreign)]).toEqual([
    "unmapped",
    "unmapped",
  ]);
});

test("all of a reason are mapped again", async () => {
  await leaveWebhook(app.deps, { reason: "no_tier_rule" });
  await leaveWebhook(app.deps, { reason: "no_tier_rule" });
  await leaveWebhook(app.deps, { reason: "no_tier_rule", shop: THEIRS });
  expect(await mapAgain({ reason: "no_tier_rule" })).toEqual({ kind: "queued", count: 2 });
  expect(await mapAgain({ reason: "no_tier_rule" })).toEqual({ kind: "queued", count: 0 });
  expect(await mapAgain({})).toEqual({ kind: "not_found" });
  expect((await list("", THEIRS)).reasons).toMatchObject([
    { reason: "no_coupon_rule" },
    { reason: "no_tier_rule" },
  ]);
});

test("a webhook's page shows its body without what the merchant holds back", async () => {
  const id = await leaveWebhook(app.deps);
  const body = '{"id":820982911946154508,"email":"jane@example.com"}';
  await app.deps.pool.query("update inbound_body set body = $2 where id = $1", [id, body]);
  expect(await page(id)).toMatchObject({ status: "unmapped", body: { kind: "stored", text: body } });

  const holdBack = (fields: string[]) =>
    app.deps.prisma.shop.update({ where: { domain: SHOP }, data: { heldBack: fields } });
  await holdBack(["email"]);
  const { body: shown } = await page(id);
  expect(shown).toEqual({
    kind: "stored",
    text: '{"id":820982911946154508,"email":null,"redacted":["email"]}',
  });
  await app.deps.pool.query("update inbound_body set body = 'jane@example.com' where id = $1", [id]);
  expect((await page(id)).body).toEqual({ kind: "hidden" });
  await holdBack([]);
});

test("a webhook that is gone or another shop's is not found; one without a body says so", async () => {
  const id = await leaveWebhook(app.deps);
  await app.deps.pool.query("delete from inbound_body where id = $1", [id]);
  expect((await page(id)).body).toEqual({ kind: "gone" });
  await expect(page(id, THEIRS)).rejects.toMatchObject({ init: { status: 404 } });
  await expect(page("inb_1")).rejects.toMatchObject({ init: { status: 404 } });
});

test.each([
  "unknown_shop",
  "replayed_elsewhere",
  "no_shop_named",
  "other_request",
  "uninstalled",
  "no_mapper",
  "merge_not_completed",
  "query_errors",
  "rules_unreadable",
  "no_coupon_rule",
  "no_rule_for_type",
  "no_tier_rule",
  "no_preset",
  "no_preset_for_metafield",
  "no_subscription_source",
  "order_of_a_payment",
  "not_an_order_of_a_contract",
  null,
])("the reason %s has its French sentence", (reason) => {
  const sentence = explainInbound("unmapped", reason);
  const known: Record<string, string> = fr.problems;
  expect(known[sentence]).toMatch(/^Non converti\u00a0: .+\.$/);
});

test("a reason that is not known keeps its words in French", () => {
  expect(translateSentence(fr.problems, explainInbound("failed", "the payload was odd"))).toBe(
    "Échec\u00a0: the payload was odd.",
  );
  expect(translateSentence(fr.problems, explainInbound("waiting", null))).toBe(
    "En attente de la réponse de Shopify.",
  );
});
