import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { listDeliveries } from "../../../queries/deliveries.ts";
import { filterOf, readSearch } from "../../../queries/delivery-search.ts";
import { destinationChoices } from "../../../queries/destinations.ts";
import { MOST_EXPORTED } from "../../../queries/export-deliveries.ts";
import { keptDays } from "../../../queries/kept-days.ts";
import { pageOf } from "../../../queries/list-address.ts";
import { listRecoveries } from "../../../queries/recoveries.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { DeliveryLog } from "../../../ui/deliveries/delivery-log.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("deliveries:title"));

/** As many as a shop has endpoints, by default. */
const MOST_RUNNING = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const address = new URL(request.url).searchParams;
  const { search, ignored } = readSearch(address);
  const asked = { ...pageOf(address, "dlv"), oldestFirst: search.sort === "oldest" };
  const [page, destinations, recoveries, kept] = await Promise.all([
    listDeliveries(deps, shop.id, filterOf(search, deps.clock.now()), asked),
    destinationChoices(deps, shop.id, search.endpoints),
    listRecoveries(deps, shop.id, { status: "running" }, { limit: MOST_RUNNING }),
    keptDays(deps, shop.id),
  ]);
  const lost = (["cursor", "before"] as const).filter((name) => address.has(name) && !asked[name]);
  return {
    ...{ page, search, destinations, ignored: [...ignored, ...lost] },
    recoveries: recoveries.rows,
    limits: { logDays: kept.log, bodyDays: kept.payloads, mostExported: MOST_EXPORTED },
  };
}

export default function Deliveries() {
  return <DeliveryLog {...useLoaderData<typeof loader>()} />;
}
