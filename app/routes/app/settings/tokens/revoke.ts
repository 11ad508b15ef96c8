import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import { revokeToken } from "../../../../tokens/revoke-token.ts";
import { orUnavailable } from "../../../../ui/forms/or-unavailable.ts";
import type { RevokeAnswer } from "../../../../ui/tokens/revoke-token-dialog.tsx";

export const headers = boundary.headers;

export async function action({ request, context, params }: ActionFunctionArgs): Promise<RevokeAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const revoked = await revokeToken(deps, params.id ?? "", shop.id);
  if (!revoked) throw data(null, { status: 404 });
  return { kind: "revoked" };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
