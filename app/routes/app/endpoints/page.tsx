import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { listDeliveries } from "../../../queries/deliveries.ts";
import { endpointFigures } from "../../../queries/endpoint-figures.ts";
import { getEndpoint, getEndpointHealth } from "../../../queries/endpoints.ts";
import { listRecoveries } from "../../../queries/recoveries.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { topicStates } from "../../../shopify/topic-states.ts";
import { EndpointPage } from "../../../ui/endpoints/endpoint-page.tsx";
import { outcomeOf } from "../../../ui/endpoints/recent-outcomes.ts";
import { shortUrl } from "../../../ui/endpoints/short-url.ts";
import { pageTitle } from "../../../ui/shell/page-title.ts";

const RECENT = 10;
const RECENT_RECOVERIES = 3;

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageTitle(matches, (t) =>
    data ? data.endpoint.description || shortUrl(data.endpoint.url) : t("endpoint:title"),
  );

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const id = params.id ?? "";
  const outcome = outcomeOf(new URL(request.url).searchParams);
  const [endpoint, health] = await Promise.all([
    getEndpoint(deps, shop.id, id),
    getEndpointHealth(deps, shop.id, id),
  ]);
  if (!endpoint || !health) throw data(null, { status: 404 });
  const statuses = outcome === "all" ? [] : [outcome];
  const [{ rows }, recoveries, figures, states] = await Promise.all([
    listDeliveries(deps, shop.id, { endpointIds: [id], statuses }, { limit: RECENT }),
    listRecoveries(deps, shop.id, { endpointId: id }, { limit: RECENT_RECOVERIES }),
    endpointFigures(deps, shop.id, id),
    topicStates(deps, shop.id),
  ]);
  return { endpoint, health, figures, outcome, states, deliveries: rows, recoveries: recoveries.rows };
}

export default function Endpoint() {
  const page = useLoaderData<typeof loader>();
  return <EndpointPage key={page.endpoint.id} {...page} />;
}
