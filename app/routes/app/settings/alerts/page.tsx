import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { alertForm } from "../../../../notifications/alert-fields.ts";
import { alertVersion, saveAlertSettings } from "../../../../notifications/alert-settings.ts";
import { alertsView } from "../../../../notifications/alerts-view.ts";
import { listNotices } from "../../../../notifications/list-notices.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import type { SaveAlertsAnswer } from "../../../../ui/alerts/alert-form.tsx";
import { AlertsPage } from "../../../../ui/alerts/alerts-page.tsx";
import { orUnavailable } from "../../../../ui/forms/or-unavailable.ts";
import { pageTitle } from "../../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("alerts:title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const { id } = await authenticatePanel(deps, request);
  const view = await alertsView(deps, id);
  return { ...view, version: alertVersion(view.settings), notices: await listNotices(deps, id) };
}

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveAlertsAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const form = await request.formData();
  const submission = parseWithZod(form, { schema: alertForm });
  if (submission.status !== "success") return { kind: "refused", result: submission.reply() };
  const loaded = form.get("loaded")?.toString();
  const isSaved = await saveAlertSettings(deps, shop.id, submission.value, loaded);
  return isSaved ? { kind: "saved" } : { kind: "changed_meanwhile", loaded };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());

export default function Alerts() {
  return <AlertsPage {...useLoaderData<typeof loader>()} />;
}
