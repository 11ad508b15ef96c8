import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { listensTo, topicListeners, topicVolumes } from "../../../queries/topics.ts";
import { loadStoredRules } from "../../../rules/load-rules.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { topicStates } from "../../../shopify/topic-states.ts";
import { TOPICS } from "../../../topics/catalog.ts";
import { pageTitle } from "../../../ui/shell/page-title.ts";
import { CataloguePage } from "../../../ui/topics/catalogue-page.tsx";
import styles from "../../../ui/topics/topics.css?url";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("topics:title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const { id } = await authenticatePanel(deps, request);
  const [states, listeners, { byTopic, more }, { unreadable }] = await Promise.all([
    topicStates(deps, id),
    topicListeners(deps, id),
    topicVolumes(deps, id),
    loadStoredRules(deps.pool, id),
  ]);
  const facts = TOPICS.flatMap(({ name }) => {
    const state = states[name];
    if (!state) return [];
    const endpoints = listeners.filter((listener) => listensTo(listener, name)).length;
    return [{ name, state, endpoints, volume: byTopic.get(name) ?? { kept: 0, unchosen: 0 } }];
  });
  return { facts, more, unreadable: unreadable !== null };
}

export default function Catalogue() {
  return <CataloguePage {...useLoaderData<typeof loader>()} />;
}
