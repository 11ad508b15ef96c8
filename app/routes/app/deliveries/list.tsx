import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { listDeliveries } from "../../../queries/deliveries.ts";
import { filterOf, readSearch } from "../../../queries/delivery-search.ts";
import { destinationChoices } from "../../../queries/destinations.ts";
import { MOST_EXPORTED } from "../../../queries/export-deliveries.ts";
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
  const [page, destinations, recoveries] = await Promise.all([
    listDeliveries(deps, shop.id, filterOf(search, deps.clock.now()), asked),
    destinationChoices(deps, shop.id, search.endpoints),
    listRecoveries(deps, shop.id, { status: "running" }, { limit: MOST_RUNNING }),
  ]);
  const lost = (["cursor", "before"] as const).filter((name) => address.has(name) && !asked[name]);
  const { LOG_RETENTION_DAYS: logDays, PAYLOAD_RETENTION_DAYS: bodyDays } = deps.env;
  return {
    ...{ page, search, destinations, ignored: [...ignored, ...lost] },
    recoveries: recoveries.rows,
    limits: { logDays, bodyDays, mostExported: MOST_EXPORTED },
  };
}

export default function Deliveries() {
  return <DeliveryLog {...useLoaderData<typeof loader>()} />;
}
