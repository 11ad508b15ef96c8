import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { deleteEndpoint } from "../../../endpoints/delete-endpoint.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import type { DeleteAnswer } from "../../../ui/endpoints/delete-endpoint-dialog.tsx";
import { dropEndpoints } from "../../../ui/endpoints/held-secrets.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

export async function action({ request, context, params }: ActionFunctionArgs): Promise<DeleteAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const outcome = await deleteEndpoint(deps, shop.id, params.id ?? "");
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  return outcome;
}

export async function clientAction({ serverAction, params }: ClientActionFunctionArgs) {
  const answer = await orUnavailable(() => serverAction<typeof action>());
  if (answer.kind === "deleted") dropEndpoints([params.id ?? ""]);
  return answer;
}
