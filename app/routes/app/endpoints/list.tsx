import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { listEndpoints } from "../../../queries/endpoints.ts";
import { pageOf } from "../../../queries/list-address.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { EndpointList } from "../../../ui/endpoints/endpoint-list.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, () => "Endpoints");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const address = new URL(request.url).searchParams;
  return { page: await listEndpoints(deps, shop.id, pageOf(address, "ep")) };
}

export default function Endpoints() {
  return <EndpointList {...useLoaderData<typeof loader>()} />;
}
