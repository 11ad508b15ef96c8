import type { ActionFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { mapAgain, mapOneAgain } from "../../../pipeline/inbox/map-again.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";
import type { MapAgainAnswer } from "../../../ui/inbox/use-map-again.ts";

export const headers = boundary.headers;

/** One webhook (`id`), or all that have a `reason`. Asked twice, it is done once. */
export async function action({ request, context }: ActionFunctionArgs): Promise<MapAgainAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const form = await request.formData();
  const id = form.get("id");
  if (typeof id === "string") {
    const { kind } = await mapOneAgain(deps, shop.id, id);
    return kind === "queued" ? { kind, count: 1 } : { kind };
  }
  const reason = form.get("reason");
  if (typeof reason !== "string" || reason.includes("\0")) return { kind: "not_found" };
  return { kind: "queued", count: await mapAgain(deps, shop.id, [reason]) };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
