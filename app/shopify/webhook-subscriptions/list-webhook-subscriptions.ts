import { callWithinBudget, type Line } from "../ask/call-within-budget.ts";
import { usable } from "../ask/read-errors.ts";
import { WebhookSubscriptionsDocument, type WebhookSubscriptionsQuery } from "../generated/operations.ts";
import type { ExistingWebhookSubscription } from "./compare-webhook-subscriptions.ts";

export interface Listed {
  /** all that were made through the API, by whichever part of the app */
  existing: ExistingWebhookSubscription[];
  /** the access scopes of the moment; the session's may be an hour old */
  granted: string[];
}

/** Throws Postponed when Shopify does not answer. */
export async function listWebhookSubscriptions(line: Line): Promise<Listed> {
  const listed: Listed = { existing: [], granted: [] };
  let after: string | null = null;
  do {
    const { webhookSubscriptions, currentAppInstallation } = await listPage(line, after);
    const { nodes, pageInfo } = webhookSubscriptions;
    listed.existing.push(...nodes);
    listed.granted = currentAppInstallation.accessScopes.map(({ handle }) => handle);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return listed;
}

async function listPage(line: Line, after: string | null): Promise<WebhookSubscriptionsQuery> {
  const { data, errors } = await callWithinBudget(line, WebhookSubscriptionsDocument, { after });
  return usable(data, errors, () => false);
}
