import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { inboundOrigin } from "../../../queries/events-origin.ts";
import { getInbound } from "../../../queries/inbound-detail.ts";
import { explainInbound, RULE_REASONS } from "../../../rules/unmapped-reasons.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import styles from "../../../ui/events/events.css?url";
import { InboundPage } from "../../../ui/inbox/inbound-page.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("events:inbound.title"));

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const inbound = await getInbound(deps, shop.id, params.id ?? "");
  if (!inbound) throw data(null, { status: 404 });
  const { status, reason, topic } = inbound;
  return {
    ...inbound,
    origin: inboundOrigin(topic),
    explanation: status === "pending" || status === "mapped" ? null : explainInbound(status, reason),
    byRules: RULE_REASONS.includes(reason ?? ""),
  };
}

export default function Inbound() {
  const inbound = useLoaderData<typeof loader>();
  return <InboundPage key={inbound.id} inbound={inbound} />;
}
