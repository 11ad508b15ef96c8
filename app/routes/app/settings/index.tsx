import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { alertsView } from "../../../notifications/alerts-view.ts";
import { keptDays } from "../../../queries/kept-days.ts";
import { settingsFigures } from "../../../queries/settings.ts";
import { ALL_PARTS, setParts } from "../../../rules/count-set.ts";
import { loadStoredRules } from "../../../rules/load-rules.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { findBlockedTopics } from "../../../shopify/blocked-topics.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { missingScopes } from "../../../shopify/permissions.ts";
import { grantedScopes } from "../../../shopify/topic-availability.ts";
import { SettingsPage } from "../../../ui/settings/settings-page.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("settings:title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const { env, pool } = deps;
  const { id } = await authenticatePanel(deps, request);
  const [figures, alerts, { rules, unreadable }, granted, { blocked }, kept] = await Promise.all([
    settingsFigures(deps, id),
    alertsView(deps, id),
    loadStoredRules(pool, id),
    grantedScopes(deps, id),
    findBlockedTopics(deps, id),
    keptDays(deps, id),
  ]);
  return {
    figures,
    alerts: { mode: alerts.settings.mode, mail: alerts.mail },
    rules: { set: unreadable === null ? setParts(rules).length : null, all: ALL_PARTS },
    missing: missingScopes({ granted, required: env.SCOPES, blocked }).length,
    sending: {
      attempts: env.DELIVERY_SCHEDULE.length,
      payloadDays: kept.payloads,
    },
  };
}

export default function Settings() {
  return <SettingsPage {...useLoaderData<typeof loader>()} />;
}
