import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { getEvent } from "../../../queries/events-detail.ts";
import { topicListeners } from "../../../queries/topics.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { EventDetailPage } from "../../../ui/events/event-detail-page.tsx";
import styles from "../../../ui/events/events.css?url";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageTitle(matches, (t) =>
    data ? t("events:detail.of", { topic: data.event.topic }) : t("events:detail.one"),
  );

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const [event, listeners] = await Promise.all([
    getEvent(deps, shop.id, params.id ?? ""),
    topicListeners(deps, shop.id),
  ]);
  if (!event) throw data(null, { status: 404 });
  return {
    event,
    endpoints: listeners.map(({ id, url, description }) => ({ id, label: description || url })),
  };
}

export default function EventRoute() {
  const facts = useLoaderData<typeof loader>();
  return <EventDetailPage key={facts.event.id} {...facts} />;
}
