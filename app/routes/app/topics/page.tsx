import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { sampleRequest } from "../../../pipeline/deliver/sample-request.ts";
import { flowTriggerUse, listensTo, topicListeners, topicVolumes } from "../../../queries/topics.ts";
import { loadStoredRules } from "../../../rules/load-rules.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { grantedScopes } from "../../../shopify/topic-availability.ts";
import { topicStates } from "../../../shopify/topic-states.ts";
import { waysOf } from "../../../shopify/topic-ways.ts";
import { apiExample } from "../../../topics/api-example.ts";
import { bodyFields, bodyJsonSchema } from "../../../topics/body-schema.ts";
import { TOPICS } from "../../../topics/catalog.ts";
import { flowRecipe } from "../../../topics/flow/recipes.ts";
import { pageTitle } from "../../../ui/shell/page-title.ts";
import { TopicPage } from "../../../ui/topics/topic-page.tsx";
import styles from "../../../ui/topics/topics.css?url";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export const meta: MetaFunction = ({ matches, params }) =>
  pageTitle(matches, (t) => topicNamed(params)?.name ?? t("topics:title"));

const topicNamed = ({ category, name }: Record<string, string | undefined>) =>
  TOPICS.find((topic) => topic.name === `${category}/${name}`);

/** Schema, fields and sample are made here, so that no browser has to load what makes them. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const topic = topicNamed(params);
  if (!topic) throw data(null, { status: 404 });
  const { name } = topic;
  const [states, listeners, volumes, trigger, granted, { rules }, { environment }] = await Promise.all([
    topicStates(deps, shop.id),
    topicListeners(deps, shop.id),
    topicVolumes(deps, shop.id),
    flowTriggerUse(deps, shop.id, name),
    grantedScopes(deps, shop.id),
    loadStoredRules(deps.pool, shop.id),
    deps.prisma.shop.findUniqueOrThrow({ where: { id: shop.id }, select: { environment: true } }),
  ]);
  const state = states[name];
  if (!state) throw data(null, { status: 404 });
  const sampled = { domain: shop.domain, environment: environment as "live" | "test" };
  return {
    ...{ name, trigger, state },
    volume: volumes.byTopic.get(name) ?? { kept: 0, unchosen: 0 },
    listeners: listeners.filter((listener) => listensTo(listener, name)),
    endpoints: listeners.map(({ id, url, description }) => ({ id, label: description || url })),
    ways: waysOf(topic, granted, rules),
    recipe: flowRecipe(name),
    example: apiExample(name, deps.env.SHOPIFY_APP_URL ?? ""),
    fields: bodyFields(name),
    schema: JSON.stringify(bodyJsonSchema(name), null, 2),
    sample: sampleRequest(name, sampled, deps.clock.now()),
  };
}

export default function TopicRoute() {
  const facts = useLoaderData<typeof loader>();
  return <TopicPage key={facts.name} {...facts} />;
}
