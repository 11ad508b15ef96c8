// What Shopify's messages to a change are taken for.
import type { GraphQLClient } from "graphql-request";
import { expect, test } from "vitest";
import { createCallBudget } from "../../../app/shopify/ask/call-budget.ts";
import { changeWebhookSubscriptions } from "../../../app/shopify/webhook-subscriptions/change-webhook-subscriptions.ts";
import { heardCalls } from "../../helpers/call-metrics.ts";
import { fakeClock } from "../../helpers/test-deps.ts";
import { URI } from "./sync-helpers.ts";

const { metrics } = heardCalls();
const budget = createCallBudget({ clock: fakeClock(), wait: async () => undefined, metrics });

/** A shop whose every answer has these messages. */
function change(kind: "create" | "update" | "remove", messages: string[]) {
  const payload = { userErrors: messages.map((message) => ({ message })) };
  const data = {
    ...{ webhookSubscriptionCreate: payload, webhookSubscriptionUpdate: payload },
    webhookSubscriptionDelete: payload,
  };
  const client = { rawRequest: async () => ({ data }) } as unknown as GraphQLClient;
  const wanted = { topic: "discounts/create", name: "carillon-discounts-create", filter: null };
  const existing = { id: "1", topic: "DISCOUNTS_CREATE", name: wanted.name, uri: URI, filter: null };
  const difference = {
    create: kind === "create" ? [wanted] : [],
    update: kind === "update" ? [{ id: "1", wanted }] : [],
    remove: kind === "remove" ? [existing] : [],
  };
  return changeWebhookSubscriptions({ shopDomain: "a.myshopify.com", client, budget }, URI, difference);
}

const NOTHING = { created: 0, updated: 0, deleted: 0, problems: [], gone: [] };
const TAKEN = "Address for this topic has already been taken";
const EXISTS = "Name already exists, no duplicate allowed";
const GONE = "Webhook subscription does not exist";
const INVALID = "The specified filter is invalid";
const refused = (message: string) => ({ ...NOTHING, problems: [{ topic: "discounts/create", message }] });

test("what somebody else has made or deleted meanwhile is no refusal", async () => {
  expect(await change("create", [TAKEN, EXISTS])).toEqual(NOTHING);
  expect(await change("remove", [GONE])).toEqual(NOTHING);
  expect(await change("update", [GONE])).toEqual({ ...NOTHING, gone: ["discounts/create"] });
});

test("a message that means no harm hides none that does", async () => {
  expect(await change("create", [TAKEN, INVALID])).toEqual(refused(INVALID));
  expect(await change("update", [INVALID, GONE])).toEqual(refused(INVALID));
});

test.each([
  ["create", GONE],
  ["remove", TAKEN],
  ["update", TAKEN],
  ["update", EXISTS],
] as const)("to a %s Shopify does not say %j for nothing", async (kind, message) => {
  expect(await change(kind, [message])).toEqual(refused(message));
});
