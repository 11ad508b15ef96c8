import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { type ClientActionFunctionArgs, useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { readCategoryInput } from "../../../endpoints/category-form.ts";
import { saveByCategory } from "../../../endpoints/save-by-category.ts";
import { listTopicChoices } from "../../../queries/endpoint-list.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { topicStates } from "../../../shopify/topic-states.ts";
import { ByCategoryPage } from "../../../ui/by-category/by-category-page.tsx";
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
  return { endpoints, states };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const input = readCategoryInput((await request.formData()).get("input"));
  if (!input) throw data(null, { status: 400 });
  const outcome = await saveByCategory(deps, shop.id, input);
  return data(outcome, { headers: { "cache-control": "no-store" } }); // it may hold secrets
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());

export default function ByCategory() {
  return <ByCategoryPage {...useLoaderData<typeof loader>()} />;
}
