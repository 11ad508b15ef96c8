import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { alertForm } from "../../../../notifications/alert-fields.ts";
import { saveAlertSettings } from "../../../../notifications/alert-settings.ts";
import { alertsView } from "../../../../notifications/alerts-view.ts";
import { listNotices } from "../../../../notifications/list-notices.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import { AlertsPage } from "../../../../ui/alerts/alerts-page.tsx";
import { orUnavailable } from "../../../../ui/forms/or-unavailable.ts";
import { pageTitle } from "../../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("alerts:title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const { id } = await authenticatePanel(deps, request);
  return { ...(await alertsView(deps, id)), notices: await listNotices(deps, id) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const submission = parseWithZod(await request.formData(), { schema: alertForm });
  if (submission.status !== "success") return { kind: "refused" as const, result: submission.reply() };
  await saveAlertSettings(deps, shop.id, submission.value);
  return { kind: "saved" as const };
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());

export default function Alerts() {
  return <AlertsPage {...useLoaderData<typeof loader>()} />;
}
