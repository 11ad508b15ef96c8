import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { listDeliveries } from "../../../queries/deliveries.ts";
import { getEndpoint } from "../../../queries/endpoints.ts";
import { deliveryFilterOf, pageOf } from "../../../queries/list-address.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { DeliveryLog } from "../../../ui/deliveries/delivery-log.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = () => pageTitle("Deliveries");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const address = new URL(request.url).searchParams;
  const filter = deliveryFilterOf(address);
  const [page, endpoint] = await Promise.all([
    listDeliveries(deps, shop.id, filter, pageOf(address, "dlv")),
    filter.endpointId ? getEndpoint(deps, shop.id, filter.endpointId) : undefined,
  ]);
  const endpointId = filter.endpointId;
  return {
    page,
    status: filter.status,
    endpoint: endpointId ? { id: endpointId, url: endpoint?.url ?? "deleted" } : undefined,
  };
}

export default function Deliveries() {
  return <DeliveryLog {...useLoaderData<typeof loader>()} />;
}
