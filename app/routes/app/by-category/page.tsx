import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import type { Deps } from "../../../config/deps.ts";
import { depsOf } from "../../../deps.server.ts";
import { MOST_URLS, readCategoryInput } from "../../../endpoints/category-form.ts";
import { saveByCategory } from "../../../endpoints/save-by-category.ts";
import { listTopicChoices } from "../../../queries/endpoint-list.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { topicStates } from "../../../shopify/topic-states.ts";
import { ByCategoryPage } from "../../../ui/by-category/by-category-page.tsx";
import { dropEndpoints, holdSecrets } from "../../../ui/endpoints/held-secrets.ts";
import { orUnavailable } from "../../../ui/forms/or-unavailable.ts";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("byCategory:title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const [endpoints, states] = await Promise.all([
    listTopicChoices(deps, shop.id),
    topicStates(deps, shop.id),
  ]);
  return { endpoints, states, limit: deps.env.MAX_ENDPOINTS_PER_SHOP };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const input = readCategoryInput((await request.formData()).get("input"));
  if (!input) throw data(null, { status: 400 });
  const outcome = input === "too_many" ? limitOf(deps) : await saveByCategory(deps, shop.id, input);
  return data(outcome, { headers: { "cache-control": "no-store" } }); // it may hold secrets
}

/** What one save takes may be less than what a shop may have. */
const limitOf = ({ env }: Pick<Deps, "env">) => ({
  kind: "limit" as const,
  limit: Math.min(env.MAX_ENDPOINTS_PER_SHOP, MOST_URLS),
});

export async function clientAction({ serverAction }: ClientActionFunctionArgs) {
  const answer = await orUnavailable(() => serverAction<typeof action>());
  if (answer.kind === "saved") {
    dropEndpoints(answer.deleted);
    holdSecrets(answer.secrets);
  }
  return answer;
}

export default function ByCategory() {
  return <ByCategoryPage {...useLoaderData<typeof loader>()} />;
}
