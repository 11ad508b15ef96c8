// The roots of queries and mutations.
import type { ShopData } from "../shop-data.ts";
import { runBulkQuery } from "./bulk-operations.ts";
import { planGroupAnswer, planGroupsAnswer } from "./catalog-answers.ts";
import { changedAnswer } from "./changed-answers.ts";
import { type Args, connection } from "./connection.ts";
import { attemptsAnswer, contractAnswer, cyclesAnswer } from "./contract-answers.ts";
import { customerAnswer } from "./customer-answers.ts";
import { discountByCode } from "./discount-answers.ts";
import { nodeAnswer } from "./node-answers.ts";
import { orderAnswer, productAnswer } from "./order-answers.ts";
import { segmentsAnswer } from "./segment-answers.ts";
import { installationAnswer, shopAnswer } from "./shop-answers.ts";
import type { State } from "./state.ts";
import {
  createWebhookSubscription,
  deleteWebhookSubscription,
  updateWebhookSubscription,
  webhookSubscriptionsAnswer,
} from "./webhook-subscriptions.ts";

export function answersOf(state: State, scopes: string[]): ShopData {
  const byId = (answer: (state: State, id: string) => object | null) => (args: Args) =>
    answer(state, String(args.id));
  return {
    shop: () => shopAnswer(state),
    currentAppInstallation: () => installationAnswer(state, scopes),
    customer: byId(customerAnswer),
    order: byId(orderAnswer),
    customers: (args: Args) =>
      changedAnswer(state.customers.values(), args, ({ id }) => customerAnswer(state, id), "day"),
    orders: (args: Args) => changedAnswer(state.orders.values(), args, ({ id }) => orderAnswer(state, id)),
    products: (args: Args) =>
      changedAnswer(state.products.values(), args, ({ id }) => productAnswer(state, id)),
    subscriptionContracts: (args: Args) =>
      changedAnswer(state.contracts.values(), args, ({ id }) => contractAnswer(state, id)),
    product: byId(productAnswer),
    sellingPlanGroup: byId(planGroupAnswer),
    sellingPlanGroups: (args: Args) => planGroupsAnswer(state, args),
    segments: (args: Args) => segmentsAnswer(state, args),
    metafieldDefinitions: ({ ownerType, first, after }: Args) =>
      connection(
        state.metafieldDefinitions.filter((definition) => definition.ownerType === ownerType),
        { first, after },
      ),
    subscriptionContract: byId(contractAnswer),
    subscriptionBillingAttempts: (args: Args) => attemptsAnswer(state, args),
    subscriptionBillingCycles: (args: Args) => cyclesAnswer(state, args),
    codeDiscountNodeByCode: (args: Args) => discountByCode(state, String(args.code)),
    node: byId(nodeAnswer),
    nodes: ({ ids }: Args) => (ids as string[]).map((id) => nodeAnswer(state, id)),
    bulkOperationRunQuery: (args: Args) => runBulkQuery(state, scopes, args),
    webhookSubscriptions: (args: Args) => webhookSubscriptionsAnswer(state, args),
    webhookSubscriptionCreate: (args: Args) => createWebhookSubscription(state, args),
    webhookSubscriptionUpdate: (args: Args) => updateWebhookSubscription(state, args),
    webhookSubscriptionDelete: (args: Args) => deleteWebhookSubscription(state, args),
  };
}
