import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { type EventPage, listEvents } from "../../../queries/events.ts";
import { pageOf } from "../../../queries/list-address.ts";
import { topicVolumes } from "../../../queries/topics.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import styles from "../../../ui/events/events.css?url";
import { EventsPage } from "../../../ui/events/events-page.tsx";
import { filterFieldsOf, readFilter } from "../../../ui/events/filter-address.ts";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("events:title"));

const NOTHING: EventPage = { rows: [], next: null, previous: null, lookedUntil: null };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const address = new URL(request.url).searchParams;
  const fields = filterFieldsOf(address);
  const { filter, wrong } = readFilter(fields, shop.timezone);
  const { topic } = filter;
  const isWrong = Object.keys(wrong).length > 0;
  const [page, volumes] = await Promise.all([
    isWrong ? NOTHING : listEvents(deps, shop.id, filter, pageOf(address, "evt")),
    topic === undefined ? null : topicVolumes(deps, shop.id),
  ]);
  const unchosen = topic === undefined ? 0 : (volumes?.byTopic.get(topic)?.unchosen ?? 0);
  return { page, fields, wrong, unchosen };
}

export default function Events() {
  return <EventsPage {...useLoaderData<typeof loader>()} />;
}
