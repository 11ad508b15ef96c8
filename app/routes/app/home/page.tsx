import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { endpointTroubles } from "../../../queries/attention.ts";
import { figures, rangeOf } from "../../../queries/figures.ts";
import { formBlock } from "../../../queries/form-block.ts";
import { senderState } from "../../../queries/heartbeat.ts";
import { setupGuide } from "../../../queries/setup.ts";
import { shopifyContact } from "../../../queries/shopify-contact.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { findBlockedTopics } from "../../../shopify/blocked-topics.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import homeStyles from "../../../ui/home/home.css?url";
import { HomePage } from "../../../ui/home/home-page.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: homeStyles }];

export const headers = boundary.headers;

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("home:title"));

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const { id, domain, timezone } = await authenticatePanel(deps, request);
  const range = rangeOf(new URL(request.url).searchParams);
  const [guide, sender, contact, activity, endpoints, chosen, form] = await Promise.all([
    setupGuide(deps, id),
    senderState(deps),
    shopifyContact(deps, id),
    figures(deps, id, { range, timezone }),
    endpointTroubles(deps, id),
    findBlockedTopics(deps, id),
    formBlock(deps, domain),
  ]);
  return {
    ...{ guide, sender, contact, activity, endpoints },
    blocked: chosen.blocked,
    form: form.lastAt || chosen.forms ? form : null,
    theme: { shop: domain, apiKey: deps.env.SHOPIFY_API_KEY ?? "" },
  };
}

export default function Home() {
  return <HomePage {...useLoaderData<typeof loader>()} />;
}
