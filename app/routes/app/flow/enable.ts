import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { enableFlowTrigger } from "../../../endpoints/enable-flow-trigger.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import type { EnableAnswer } from "../../../ui/flow/use-enable.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

export async function action({ request, context, params }: ActionFunctionArgs): Promise<EnableAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const outcome = await enableFlowTrigger(deps, shop.id, params.handle ?? "");
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  return outcome;
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
