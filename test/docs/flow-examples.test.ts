// What docs/flow.md tells merchants to write into Flow's action, through the action's reader and the mapping.
import { getNamedType, isObjectType } from "graphql";
import { describe, expect, test } from "vitest";
import type { EventDraft } from "../../app/pipeline/mapping/draft.ts";
import { readRun } from "../../app/server/flow/read-run.ts";
import { isTopic } from "../../app/topics/catalog.ts";
import { FLOW_ACTION_FIELDS } from "../../app/topics/flow/action.ts";
import { FLOW_TRIGGERS } from "../../app/topics/flow/triggers.ts";
import { adminSchema } from "../../sandbox/shopify/admin-schema.ts";
import { mapSequence, type Step } from "../helpers/map-sequence.ts";
import { fillIn, unfilteredIn, variablesIn } from "./liquid.ts";
import { FLOW_GUIDE, type Recipe, recipesOf } from "./recipes.ts";

const NOW = new Date("2026-11-20T10:00:00Z");
const CUSTOMER = "gid://shopify/Customer/207119551";
const CONTRACT = "gid://shopify/SubscriptionContract/593791907";

const line = (variant: number, quantity: number) => ({
  variantId: `gid://shopify/ProductVariant/${variant}`,
  productId: `gid://shopify/Product/${variant}0`,
  title: 'Coffee | "dark", 1 kg',
  currentPrice: { amount: "12.5" },
  quantity,
});

const subscriptionContract = {
  id: CONTRACT,
  status: "ACTIVE",
  nextBillingDate: "2026-12-20T10:00:00Z",
  updatedAt: "2026-11-20T09:00:00Z",
  customer: { id: CUSTOMER },
  lines: [line(1, 1), line(2, 1)],
};

type Values = Parameters<typeof fillIn>[1];

let runs = 0;

/** The action's run with what a merchant wrote, as the inbox keeps it. */
function run(event: string, data: string, fields: Record<string, string> = {}): Step {
  runs += 1;
  const properties = { topic: event, data, ...fields };
  const reading = readRun({ action_run_id: `run-${runs}`, properties }, NOW);
  if (reading.kind === "wrong") throw new Error(reading.reason);
  const { id, topic, customer, order, content } = reading.run;
  const body = { ...content, run: id, customer, order, answers: null, flow_hops: 1 };
  return { topic, body: JSON.stringify(body), after: 60_000 };
}

function recipe(heading: string, nth = 0): Recipe {
  const found = recipesOf(heading)[nth];
  if (!found) throw new Error(`the guide has no such recipe: ${heading}`);
  return found;
}

/** One event for each that the recipe names. */
const sendEach = ({ events, data }: Recipe, values: Values, fields?: Record<string, string>): EventDraft[] =>
  mapSequence(events.map((event) => run(event, fillIn(data, values), fields)));

const CONTRACTS = "1. Contracts of another app";
const PAYMENTS = "2. Payments of another app's contracts";
const METHODS = "3. Payment methods";
const LOYALTY = "4. Points and tiers of a loyalty app";
const PASSES = "5. Wallet passes";

describe("the recipes of the guide to Flow", () => {
  test("a contract's state sends what changed between two runs, and nothing at first sight", () => {
    const { events, data } = recipe(CONTRACTS);
    const changed = {
      ...subscriptionContract,
      ...{ status: "PAUSED", updatedAt: "2026-11-20T09:30:00Z", lines: [line(1, 3), line(3, 1), line(2, 1)] },
    };
    const state = (contract: Values) =>
      run(events[0] ?? "", fillIn(data, { subscriptionContract: contract }), { customer_id: "207119551" });
    expect(mapSequence([state(subscriptionContract)])).toEqual([]);
    const drafts = mapSequence([state(subscriptionContract), state(changed)]);
    expect(drafts.map(({ topic, customer }) => [topic, customer])).toEqual([
      ["subscription/paused", CUSTOMER],
      ["subscription/updated", CUSTOMER],
    ]);
    const changes = drafts[1]?.data.changes as { reason: string }[];
    expect(changes.map(({ reason }) => reason).toSorted()).toEqual(["product_added", "product_updated"]);
    const kept = { title: 'Coffee | "dark", 1 kg', quantity: 3, price: { amount: "12.5" } };
    expect(drafts[1]?.data).toMatchObject({ contract: { lines: [kept, {}, {}] } });
  });

  test("payments name their contract, their customer and why they failed", () => {
    const drafts = sendEach(recipe(PAYMENTS), {
      subscriptionContract,
      subscriptionBillingAttempt: {
        ...{ id: "gid://shopify/SubscriptionBillingAttempt/1", errorCode: "EXPIRED_PAYMENT_METHOD" },
        errorMessage: null,
      },
    });
    expect(drafts.map(({ topic }) => topic)).toEqual([
      "subscription/billing_success",
      "subscription/billing_failure",
      "subscription/billing_challenged",
    ]);
    for (const { resource, customer, data } of drafts) {
      expect([resource, customer]).toEqual([CONTRACT, CUSTOMER]);
      expect(data).toMatchObject({
        contract: { status: "active", next_order_date: "2026-12-20T10:00:00Z" },
        billing_attempt: { error_code: "expired_payment_method", error_message: null },
        origin: "flow",
      });
    }
  });

  test("payment methods belong to their customer", () => {
    const customerPaymentMethod = {
      id: "gid://shopify/CustomerPaymentMethod/a1b2",
      customer: { id: CUSTOMER },
    };
    const drafts = sendEach(recipe(METHODS), { customerPaymentMethod });
    expect(drafts.map(({ topic, customer }) => [topic, customer])).toEqual([
      ["payment_method/created", CUSTOMER],
      ["payment_method/updated", CUSTOMER],
      ["payment_method/revoked", CUSTOMER],
    ]);
  });

  test("a balance sends by how much it moved, and earned points are an event as they are", () => {
    const balance = recipe(LOYALTY);
    const state = (customerPoints: number) =>
      run(balance.events[0] ?? "", fillIn(balance.data, { customerPoints }), { customer_id: CUSTOMER });
    const moved = mapSequence([state(300), state(350)]);
    const values = { pointsEarned: 50, earningRuleName: "Order #1001" };
    const earned = sendEach(recipe(LOYALTY, 1), values, { customer_id: CUSTOMER });
    for (const drafts of [moved, earned]) {
      expect(drafts.map(({ topic }) => topic)).toEqual(["loyalty/points_changed"]);
      expect(JSON.parse(JSON.stringify(drafts[0]?.data.points_history))).toMatchObject({
        value: 50,
        type: "Earn",
      });
    }
  });

  test("a pass and an event in answer to one of Carillon's are taken", () => {
    const customer = { customer_id: CUSTOMER };
    const passes = recipe(PASSES);
    const installed = sendEach(
      { ...passes, events: passes.events.slice(0, 1) },
      { serialNumber: "A-1" },
      customer,
    );
    const started = { ...customer, event_id: "evt_019a8a3c7b2d7e6f8a9b0c1d2e3f4a5b" };
    const lost = sendEach(recipe("6. On from an event of Carillon"), {}, started);
    expect([...installed, ...lost].map(({ topic }) => topic)).toEqual([
      "wallet_pass/installed",
      "loyalty/tier_lost",
    ]);
  });

  test("a text with line breaks stays in its line and fills in nothing else", () => {
    const { events, data } = recipe(CONTRACTS);
    const text = 'Coffee\r\nstatus = cancelled\nline = 9 | 9\r"dark"';
    const lines = [{ ...line(1, 1), title: text.replaceAll('\r"', ' "') }];
    const state = (status: string) =>
      run(
        events[0] ?? "",
        fillIn(data, { subscriptionContract: { ...subscriptionContract, status, lines } }),
      );
    const drafts = mapSequence([state("ACTIVE"), state("PAUSED")]);
    expect(drafts.map(({ topic }) => topic)).toEqual(["subscription/paused"]);
    const title = 'Coffeestatus = cancelledline = 9 | 9 "dark"';
    expect(drafts[0]?.data).toMatchObject({ contract: { status: "paused", lines: [{ title }] } });
    const [earned] = sendEach(recipe(LOYALTY, 1), { pointsEarned: 5, earningRuleName: text });
    expect(earned?.data).toMatchObject({
      points_history: { message: 'Coffeestatus = cancelledline = 9 | 9\r"dark"' },
    });
    expect(earned?.data).not.toHaveProperty("status");
  });

  test("what is written without a filter is an id, a number, a date or a word of Shopify's", () => {
    const headings = [CONTRACTS, PAYMENTS, METHODS, LOYALTY, PASSES];
    const bare = headings.flatMap((heading) => recipesOf(heading).flatMap(({ data }) => unfilteredIn(data)));
    const harmless =
      /(\.id|Id|\.status|\.quantity|\.amount|\.nextBillingDate|\.updatedAt|^customerPoints|^pointsEarned)$/;
    expect(bare.filter((path) => !harmless.test(path))).toEqual([]);
  });

  test("Shopify's variables exist in its Admin API", () => {
    const roots = new Map([
      ["subscriptionContract", "SubscriptionContract"],
      ["subscriptionBillingAttempt", "SubscriptionBillingAttempt"],
      ["customerPaymentMethod", "CustomerPaymentMethod"],
    ]);
    const named = [CONTRACTS, PAYMENTS, METHODS].flatMap((heading) =>
      recipesOf(heading).flatMap(({ data }) => variablesIn(data)),
    );
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((path) => !isInAdminApi(path, roots))).toEqual([]);
  });
});

/** In Flow, a connection is a list of its nodes. */
function isInAdminApi(path: string, roots: Map<string, string>): boolean {
  const { schema } = adminSchema();
  const [root = "", ...fields] = path.split(".");
  let type = schema.getType(roots.get(root) ?? "");
  for (const name of fields) {
    const nodes = isObjectType(type) ? type.getFields().nodes : undefined;
    const outer = nodes ? getNamedType(nodes.type) : type;
    const field = isObjectType(outer) ? outer.getFields()[name] : undefined;
    if (!field) return false;
    type = getNamedType(field.type);
  }
  return type !== undefined;
}

describe("what else the guide to Flow says", () => {
  const sentence = (topic: string, data = "") =>
    readRun({ action_run_id: "1", properties: { topic, data } }, NOW);

  test("its events and its triggers are those that there are", () => {
    const topics = FLOW_GUIDE.matchAll(
      /`((?:subscription|membership|payment_method|loyalty|wallet_pass)\/[a-z_]+)`/g,
    );
    expect([...topics].map(([, topic = ""]) => topic).filter((topic) => !isTopic(topic))).toEqual([]);
    for (const { name } of FLOW_TRIGGERS) expect(FLOW_GUIDE).toContain(name);
    for (const field of FLOW_ACTION_FIELDS)
      if ("name" in field) expect(FLOW_GUIDE).toContain(`| ${field.name} |`);
  });

  test("its sentences for mistakes are the action's", () => {
    for (const answer of [sentence("membership/biling_failure"), sentence("order/paid", "#\nnothing")]) {
      if (answer.kind !== "wrong") throw new Error("the mistake was taken");
      expect(FLOW_GUIDE).toContain(answer.reason.replace(/: write key.*/, ": …").replace(/\.$/, ""));
    }
  });
});
