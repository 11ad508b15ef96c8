// What a merchant chooses from for the rules. No page: the pickers ask for it.
import { data, type LoaderFunctionArgs } from "@remix-run/node";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import { type Asked, askNow } from "../../../../shopify/look-up/ask-now.ts";
import { CHOICE_KINDS, type Choices, findChoices } from "../../../../shopify/look-up/choices.ts";
import { orUnavailable } from "../../../../ui/forms/or-unavailable.ts";

export const headers = boundary.headers;

export async function loader({ request, context }: LoaderFunctionArgs): Promise<Asked<Choices>> {
  const deps = depsOf(context);
  const { domain } = await authenticatePanel(deps, request);
  const { searchParams } = new URL(request.url);
  const kind = CHOICE_KINDS.find((known) => known === searchParams.get("kind"));
  if (!kind) throw data(null, { status: 400 });
  return askNow(deps, domain, (talk) => findChoices(talk, kind, searchParams.get("search") ?? ""));
}

/** A server that cannot be reached knows as little as a Shopify that does not answer: the picker stays open. */
export async function clientLoader({ serverLoader }: ClientLoaderFunctionArgs): Promise<Asked<Choices>> {
  const answer = await orUnavailable(() => serverLoader<typeof loader>());
  return answer.kind === "unavailable" ? { kind: "unknown", scope: null } : answer;
}
