import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { finishRotation } from "../../../endpoints/finish-rotation.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import type { FinishAnswer } from "../../../ui/endpoints/finish-rotation-dialog.tsx";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

export async function action({ request, context, params }: ActionFunctionArgs): Promise<FinishAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const outcome = await finishRotation(deps, shop.id, params.id ?? "");
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  return outcome;
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
