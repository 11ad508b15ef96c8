// Counts what an endpoint did not get (GET), and sends it again (POST).
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs, ClientLoaderFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import {
  countRecovery,
  type RecoverOrder,
  recoverEndpoint,
} from "../../../pipeline/recover/recover-endpoint.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";
import { type BeginAnswer, type CountAnswer, refused } from "../../../ui/recoveries/answers.ts";
import { sinceFrom } from "../../../ui/recoveries/since.ts";

export const headers = boundary.headers;

/** A count is asked for; it does not come again with every refresh of the page. */
export const shouldRevalidate = () => false;

export async function loader({ request, context, params }: LoaderFunctionArgs): Promise<CountAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const order = orderOf(new URL(request.url).searchParams, deps.clock.now());
  const outcome = await countRecovery(deps, shop.id, params.id ?? "", order);
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  if (outcome.kind !== "counted") return refused(outcome);
  return { ...outcome, since: order.since.toISOString() };
}

export async function action({ request, context, params }: ActionFunctionArgs): Promise<BeginAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const order = orderOf(await request.formData(), deps.clock.now());
  const outcome = await recoverEndpoint(deps, shop.id, params.id ?? "", order);
  if (outcome.kind === "not_found") throw data(null, { status: 404 });
  if (outcome.kind !== "begun") return refused(outcome);
  return { kind: "begun", count: outcome.count, more: outcome.more };
}

function orderOf(input: FormData | URLSearchParams, now: Date): RecoverOrder {
  const since = sinceFrom(String(input.get("since")), now);
  const include = input.get("include");
  if (!since || (include !== "failed" && include !== "missing")) throw data(null, { status: 400 });
  return { since, include };
}

export const clientLoader = ({ serverLoader }: ClientLoaderFunctionArgs) =>
  orUnavailable(() => serverLoader<typeof loader>());

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
