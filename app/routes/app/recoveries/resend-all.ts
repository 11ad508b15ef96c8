// Counts what the list of deliveries shows (GET), and sends it again (POST). The filter stands in the address.
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs, ClientLoaderFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { countResend, resendMany } from "../../../pipeline/recover/resend-many.ts";
import type { DeliveryFilter } from "../../../queries/deliveries.ts";
import { filterOf, readSearch } from "../../../queries/delivery-search.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";
import { type BeginAnswer, type ResendCountAnswer, refused } from "../../../ui/recoveries/answers.ts";

export const headers = boundary.headers;

/** A count is asked for; it does not come again with every refresh of the page. */
export const shouldRevalidate = () => false;

/** What cannot be read would widen the filter: nothing is sent for it. */
function filterIn(request: Request, now: Date): DeliveryFilter {
  const { search, ignored } = readSearch(new URL(request.url).searchParams);
  if (ignored.length > 0) throw data(null, { status: 400 });
  return filterOf(search, now);
}

export async function loader({ request, context }: LoaderFunctionArgs): Promise<ResendCountAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const outcome = await countResend(deps, shop.id, filterIn(request, deps.clock.now()));
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  return outcome.kind === "counted" ? outcome : refused(outcome);
}

export async function action({ request, context }: ActionFunctionArgs): Promise<BeginAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const outcome = await resendMany(deps, shop.id, filterIn(request, deps.clock.now()));
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  if (outcome.kind !== "begun") return refused(outcome);
  return { kind: "begun", count: outcome.count, more: outcome.more };
}

export const clientLoader = ({ serverLoader }: ClientLoaderFunctionArgs) =>
  orUnavailable(() => serverLoader<typeof loader>());

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
