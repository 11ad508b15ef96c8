import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { listDeliveries } from "../../../queries/deliveries.ts";
import { destinationsOf } from "../../../queries/destinations.ts";
import { deliveryFilterOf, pageOf } from "../../../queries/list-address.ts";
import { listRecoveries } from "../../../queries/recoveries.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { DeliveryLog } from "../../../ui/deliveries/delivery-log.tsx";
import { filterName } from "../../../ui/deliveries/destination-name.ts";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, () => "Deliveries");

/** As many as a shop has endpoints, by default. */
const MOST_RUNNING = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const address = new URL(request.url).searchParams;
  const filter = deliveryFilterOf(address);
  const { status, endpointId, eventId } = filter;
  const [page, destinationOf, recoveries] = await Promise.all([
    listDeliveries(deps, shop.id, filter, pageOf(address, "dlv")),
    destinationsOf(deps, shop.id, endpointId ? [endpointId] : []),
    listRecoveries(deps, shop.id, { endpointId, status: "running" }, { limit: MOST_RUNNING }),
  ]);
  return {
    ...{ page, status, eventId },
    endpoint: endpointId ? { id: endpointId, name: filterName(destinationOf(endpointId)) } : undefined,
    recoveries: recoveries.rows,
  };
}

export default function Deliveries() {
  return <DeliveryLog {...useLoaderData<typeof loader>()} />;
}
