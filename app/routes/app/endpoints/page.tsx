import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { listDeliveries } from "../../../queries/deliveries.ts";
import { getEndpoint, getEndpointHealth } from "../../../queries/endpoints.ts";
import { listRecoveries } from "../../../queries/recoveries.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { EndpointPage } from "../../../ui/endpoints/endpoint-page.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

const RECENT = 10;
const RECENT_RECOVERIES = 3;

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageTitle(matches, () => data?.endpoint.description || "Endpoint");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const id = params.id ?? "";
  const [endpoint, health] = await Promise.all([
    getEndpoint(deps, shop.id, id),
    getEndpointHealth(deps, shop.id, id),
  ]);
  if (!endpoint || !health) throw data(null, { status: 404 });
  const [{ rows }, recoveries] = await Promise.all([
    listDeliveries(deps, shop.id, { endpointId: id }, { limit: RECENT }),
    listRecoveries(deps, shop.id, { endpointId: id }, { limit: RECENT_RECOVERIES }),
  ]);
  return { endpoint, health, deliveries: rows, recoveries: recoveries.rows };
}

export default function Endpoint() {
  const page = useLoaderData<typeof loader>();
  return <EndpointPage key={page.endpoint.id} {...page} />;
}
