import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { endpointFilterOf, listEndpointRows } from "../../../queries/endpoint-list.ts";
import { pageOf } from "../../../queries/list-address.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { EndpointList } from "../../../ui/endpoints/endpoint-list.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("endpoints:list.title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const address = new URL(request.url).searchParams;
  const filter = endpointFilterOf(address);
  const asked = pageOf(address, "ep");
  const page = await listEndpointRows(deps, shop.id, filter, asked);
  return { page, filter, isFirstPage: !asked.cursor && !asked.before };
}

export default function Endpoints() {
  return <EndpointList {...useLoaderData<typeof loader>()} />;
}
