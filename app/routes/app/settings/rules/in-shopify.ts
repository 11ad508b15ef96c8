// What Shopify knows of what the rules name. No page: the page of the rules asks for it once it is there.
import type { LoaderFunctionArgs } from "@remix-run/node";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { loadRulesOf, RULES_UNREADABLE } from "../../../../rules/load-rules.ts";
import { NO_RULES } from "../../../../rules/rules-schema.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import { askNow } from "../../../../shopify/look-up/ask-now.ts";
import { namesIn } from "../../../../shopify/look-up/names.ts";
import { presetsFound } from "../../../../shopify/look-up/presets-found.ts";
import { orUnavailable } from "../../../../ui/forms/or-unavailable.ts";
import type { InShopify } from "../../../../ui/rules/in-shopify.tsx";

export const headers = boundary.headers;

export async function loader({ request, context }: LoaderFunctionArgs): Promise<InShopify> {
  const deps = depsOf(context);
  const { id, domain } = await authenticatePanel(deps, request);
  const stored = (await loadRulesOf(deps.pool, [id])).get(id) ?? NO_RULES;
  const rules = stored === RULES_UNREADABLE ? NO_RULES : stored;
  const [names, presets] = await Promise.all([
    askNow(deps, domain, (talk) => namesIn(talk, rules)),
    askNow(deps, domain, presetsFound),
  ]);
  return { names, presets };
}

/** A server that cannot be reached knows as little as a Shopify that does not answer: the page stays as it is. */
export async function clientLoader({ serverLoader }: ClientLoaderFunctionArgs): Promise<InShopify> {
  const answer = await orUnavailable(() => serverLoader<typeof loader>());
  return "kind" in answer ? { names: UNKNOWN, presets: UNKNOWN } : answer;
}

const UNKNOWN = { kind: "unknown", scope: null } as const;
