import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { permissionsOf } from "../../../shopify/permissions.ts";
import { grantedScopes } from "../../../shopify/topic-availability.ts";
import { TOPICS } from "../../../topics/catalog.ts";
import { PermissionsPage } from "../../../ui/permissions/permissions-page.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, (t) => t("settings:hub.permissions.title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const { id } = await authenticatePanel(deps, request);
  const granted = await grantedScopes(deps, id);
  return { permissions: permissionsOf({ granted, required: deps.env.SCOPES, topics: TOPICS }) };
}

export default function Permissions() {
  return <PermissionsPage {...useLoaderData<typeof loader>()} />;
}
