import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { reconciliation } from "../../../../queries/reconciliation.ts";
import { webhookStates } from "../../../../queries/webhook-states.ts";
import { loadStoredRules } from "../../../../rules/load-rules.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import { groupWebhooks } from "../../../../shopify/webhook-subscriptions/group-webhooks.ts";
import { pageTitle } from "../../../../ui/shell/page-title.ts";
import { WebhooksPage } from "../../../../ui/webhooks/webhooks-page.tsx";

export { shouldRevalidate } from "../../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("webhooks:title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const { id } = await authenticatePanel(deps, request);
  const [states, { rules, unreadable }, compared] = await Promise.all([
    webhookStates(deps, id),
    loadStoredRules(deps.pool, id),
    reconciliation(deps, id),
  ]);
  return {
    groups: groupWebhooks(states, rules, deps.env.SCOPES),
    unreadable: unreadable !== null,
    checkedAt: states[0]?.checkedAt ?? null,
    reconciliation: compared,
  };
}

export default function Webhooks() {
  return <WebhooksPage {...useLoaderData<typeof loader>()} />;
}
