import { type ActionFunctionArgs, data } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { rotateSecret } from "../../../endpoints/rotate-secret.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { OVERLAPS } from "../../../ui/endpoints/overlaps.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

export async function action({ request, context, params }: ActionFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const asked = (await request.formData()).get("overlap");
  const overlap = OVERLAPS.find(({ value }) => value === asked);
  if (!overlap) throw data(null, { status: 400 });
  const input = { overlapSeconds: Number(overlap.value) };
  const outcome = await rotateSecret(deps, shop.id, params.id ?? "", input);
  switch (outcome.kind) {
    case "rotated": // the one answer that holds the secret
      return data(outcome, { headers: { "cache-control": "no-store" } });
    case "rotation_limit":
      return outcome;
    default:
      throw data(null, { status: 404 });
  }
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
