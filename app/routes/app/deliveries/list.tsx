import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { listDeliveries } from "../../../queries/deliveries.ts";
import { getEndpoint } from "../../../queries/endpoints.ts";
import { deliveryFilterOf, pageOf } from "../../../queries/list-address.ts";
import { listRecoveries } from "../../../queries/recoveries.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { DeliveryLog } from "../../../ui/deliveries/delivery-log.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = () => pageTitle("Deliveries");

/** As many as a shop has endpoints, by default. */
const MOST_RUNNING = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const address = new URL(request.url).searchParams;
  const filter = deliveryFilterOf(address);
  const [page, endpoint, recoveries] = await Promise.all([
    listDeliveries(deps, shop.id, filter, pageOf(address, "dlv")),
    filter.endpointId ? getEndpoint(deps, shop.id, filter.endpointId) : undefined,
    listRecoveries(
      deps,
      shop.id,
      { endpointId: filter.endpointId, status: "running" },
      { limit: MOST_RUNNING },
    ),
  ]);
  const endpointId = filter.endpointId;
  return {
    page,
    status: filter.status,
    endpoint: endpointId ? { id: endpointId, url: endpoint?.url ?? "deleted" } : undefined,
    recoveries: recoveries.rows,
  };
}

export default function Deliveries() {
  return <DeliveryLog {...useLoaderData<typeof loader>()} />;
}
