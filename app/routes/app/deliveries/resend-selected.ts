// Counts which of the chosen deliveries can be sent again (GET), and sends them (POST). Their ids stand in the address.
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs, ClientLoaderFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { countSelected, MOST_SELECTED, resendSelected } from "../../../pipeline/deliver/resend-selected.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import type { SelectedAnswer } from "../../../ui/deliveries/resend-selected-dialog.tsx";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

/** A count is asked for; it does not come again with every refresh of the page. */
export const shouldRevalidate = () => false;

export async function loader({ request, context }: LoaderFunctionArgs): Promise<SelectedAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  return { kind: "counted", ...(await countSelected(deps, shop.id, idsOf(request))) };
}

export async function action({ request, context }: ActionFunctionArgs): Promise<SelectedAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  return { kind: "queued", ...(await resendSelected(deps, shop.id, idsOf(request))) };
}

function idsOf(request: Request): string[] {
  const ids = [...new Set(new URL(request.url).searchParams.getAll("id"))];
  if (ids.length === 0 || ids.length > MOST_SELECTED) throw data(null, { status: 400 });
  return ids;
}

export const clientLoader = ({ serverLoader }: ClientLoaderFunctionArgs) =>
  orUnavailable(() => serverLoader<typeof loader>());

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
