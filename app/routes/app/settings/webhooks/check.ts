import type { ActionFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import { syncShop } from "../../../../shopify/webhook-subscriptions/sync-shops.ts";
import { orUnavailable } from "../../../../ui/forms/or-unavailable.ts";
import type { CheckAnswer } from "../../../../ui/webhooks/use-check.ts";

export const headers = boundary.headers;

export async function action({ request, context }: ActionFunctionArgs): Promise<CheckAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const outcome = await syncShop(deps, shop.id);
  if (outcome.kind === "synced") return { kind: "checked" };
  return outcome.kind === "failed" ? { kind: "not_checked", why: outcome.why } : { kind: "not_connected" };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
