import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { cancelRecovery } from "../../../pipeline/recover/cancel-recovery.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";
import type { CancelAnswer } from "../../../ui/recoveries/answers.ts";

export const headers = boundary.headers;

export async function action({ request, context, params }: ActionFunctionArgs): Promise<CancelAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const outcome = await cancelRecovery(deps, shop.id, params.id ?? "");
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  return { kind: outcome.kind };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
