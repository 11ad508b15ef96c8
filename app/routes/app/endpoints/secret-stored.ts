import type { ActionFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { noteStep } from "../../../setup/note-step.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

/** Somebody says that a secret is stored. */
export async function action({ request, context }: ActionFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  await noteStep(deps, shop.id, "stored");
  return { kind: "noted" as const };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
