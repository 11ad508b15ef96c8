import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { allowFlowEvents } from "../../../endpoints/allow-flow-events.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import type { AllowAnswer } from "../../../ui/flow/allow-events.tsx";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

export async function action({ request, context, params }: ActionFunctionArgs): Promise<AllowAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const allowed = (await request.formData()).get("allowed");
  if (allowed !== "true" && allowed !== "false") throw data(null, { status: 400 });
  const outcome = await allowFlowEvents(deps, shop.id, params.handle ?? "", allowed === "true");
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  return outcome;
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
