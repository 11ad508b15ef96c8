import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import type { Env } from "../../../config/env.ts";
import { EXTRA_KEY_DAYS } from "../../../config/kept-days.ts";
import { depsOf } from "../../../deps.server.ts";
import { DOWNLOAD_DAYS } from "../../../duties/export-data.ts";
import { saveKeptDays } from "../../../privacy/save-kept-days.ts";
import { keptDays, keptLimits } from "../../../queries/kept-days.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";
import type { SaveRetentionAnswer } from "../../../ui/settings/retention-card.tsx";
import { type Sending, SendingPage } from "../../../ui/settings/sending-page.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("settings:hub.sending.title"));

export async function loader({ request, context }: LoaderFunctionArgs): Promise<Sending> {
  const deps = depsOf(context);
  const { id } = await authenticatePanel(deps, request);
  const others = { keys: deps.env.LOG_RETENTION_DAYS + EXTRA_KEY_DAYS, customerData: DOWNLOAD_DAYS };
  const retention = { kept: await keptDays(deps, id), limits: keptLimits(deps), others };
  return { ...sendingOf(deps.env), retention };
}

const sendingOf = (env: Env): Omit<Sending, "retention"> => ({
  schedule: env.DELIVERY_SCHEDULE,
  timeoutMs: env.DELIVERY_TIMEOUT_MS,
  concurrency: env.ENDPOINT_CONCURRENCY,
  endpoints: env.MAX_ENDPOINTS_PER_SHOP,
  egress: env.EGRESS_IPS,
});

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveRetentionAnswer> {
  const deps = depsOf(context);
  const { id } = await authenticatePanel(deps, request);
  const form = await request.formData();
  return saveKeptDays(deps, id, {
    payloads: String(form.get("payloads") ?? ""),
    log: String(form.get("log") ?? ""),
  });
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());

export default function SendingRoute() {
  return <SendingPage {...useLoaderData<typeof loader>()} />;
}
