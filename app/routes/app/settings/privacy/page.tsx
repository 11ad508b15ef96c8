import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../../deps.server.ts";
import { DOWNLOAD_DAYS } from "../../../../duties/export-data.ts";
import { lastLogErasure, listDuties } from "../../../../queries/duties.ts";
import { heldBackOf } from "../../../../queries/privacy.ts";
import { authenticatePanel } from "../../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../../shopify/boundary.server.ts";
import { PrivacyPage } from "../../../../ui/privacy/privacy-page.tsx";
import { pageTitle } from "../../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("privacy:title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const { id, domain } = await authenticatePanel(deps, request);
  return {
    duties: await listDuties(deps, domain),
    downloadDays: DOWNLOAD_DAYS,
    heldBack: await heldBackOf(deps, id),
    lastErasure: await lastLogErasure(deps, domain),
  };
}

export default function Privacy() {
  return <PrivacyPage {...useLoaderData<typeof loader>()} />;
}
