import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { mappedAgain } from "../../../../queries/mapped-again.ts";
import { loadStoredRules } from "../../../../rules/load-rules.ts";
import { saveRules } from "../../../../rules/save-rules.ts";
import { RULE_REASONS } from "../../../../rules/unmapped-reasons.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import { syncShop } from "../../../../shopify/webhook-subscriptions/sync-shops.ts";
import { orUnavailable } from "../../../../ui/forms/or-unavailable.ts";
import type { SaveRulesAnswer } from "../../../../ui/rules/rules-form.tsx";
import { RulesPage } from "../../../../ui/rules/rules-page.tsx";
import { pageTitle } from "../../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("rules:title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const { id, domain } = await authenticatePanel(deps, request);
  const [stored, again] = await Promise.all([
    loadStoredRules(deps.pool, id),
    mappedAgain(deps, domain, RULE_REASONS),
  ]);
  return { stored, again };
}

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveRulesAnswer> {
  const deps = depsOf(context);
  const { id } = await authenticatePanel(deps, request);
  const form = await request.formData();
  const loaded = String(form.get("loaded") ?? "") || undefined;
  const outcome = await saveRules(deps, id, readDocument(form), loaded);
  if (outcome.kind === "invalid") return outcome;
  if (outcome.kind === "changed_meanwhile") return { ...outcome, loaded };
  void syncShop(deps, id); // Shopify may be slow, and what fails is made good every hour
  return { kind: "saved" };
}

/** null for what is no JSON: the schema says that it is wrong. */
function readDocument(form: FormData): unknown {
  try {
    return JSON.parse(String(form.get("rules")));
  } catch {
    return null;
  }
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());

export default function RulesRoute() {
  return <RulesPage {...useLoaderData<typeof loader>()} />;
}
