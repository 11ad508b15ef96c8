import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { Env } from "../../../config/env.ts";
import { EXTRA_KEY_DAYS, INBOX_BODY_DAYS } from "../../../config/kept-days.ts";
import { depsOf } from "../../../deps.server.ts";
import { DOWNLOAD_DAYS } from "../../../duties/export-data.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { type Sending, SendingPage } from "../../../ui/settings/sending-page.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("settings:hub.sending.title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  await authenticatePanel(deps, request);
  return sendingOf(deps.env);
}

const sendingOf = (env: Env): Sending => ({
  schedule: env.DELIVERY_SCHEDULE,
  timeoutMs: env.DELIVERY_TIMEOUT_MS,
  concurrency: env.ENDPOINT_CONCURRENCY,
  endpoints: env.MAX_ENDPOINTS_PER_SHOP,
  egress: env.EGRESS_IPS,
  keptDays: {
    payloads: env.PAYLOAD_RETENTION_DAYS,
    log: env.LOG_RETENTION_DAYS,
    inbox: INBOX_BODY_DAYS,
    keys: env.LOG_RETENTION_DAYS + EXTRA_KEY_DAYS,
    customerData: DOWNLOAD_DAYS,
  },
});

export default function SendingRoute() {
  return <SendingPage {...useLoaderData<typeof loader>()} />;
}
