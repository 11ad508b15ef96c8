import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { inboundOrigin, inboundOrigins } from "../../../queries/events-origin.ts";
import {
  countInbound,
  countPending,
  INBOUND_STATUSES,
  type InboundView,
  listInbound,
} from "../../../queries/inbound.ts";
import { pageOf } from "../../../queries/list-address.ts";
import { explainInbound, RULE_REASONS } from "../../../rules/unmapped-reasons.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import styles from "../../../ui/events/events.css?url";
import { InboxPage } from "../../../ui/inbox/inbox-page.tsx";
import { groupReasons } from "../../../ui/inbox/reasons.ts";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t("events:tab.inbox"));

/** What is counted is of the newest webhooks; what waits is counted no further. */
const NEWEST = 10_000;
const MOST_PENDING = 1_000;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const address = new URL(request.url).searchParams;
  const filter = {
    status: INBOUND_STATUSES.find((status) => status === address.get("status")),
    reason: reasonOf(address.get("reason")),
  };
  const [page, counts, pending] = await Promise.all([
    listInbound(deps, shop.id, filter, pageOf(address, "inb")),
    countInbound(deps, shop.id, NEWEST),
    countPending(deps, shop.id, MOST_PENDING),
  ]);
  return {
    page: {
      ...page,
      rows: page.rows.map((row) => ({ ...row, ...explain(row), origin: inboundOrigin(row.topic) })),
    },
    reasons: groupReasons(counts).map((group) => ({
      ...group,
      ...explain(group),
      origins: inboundOrigins(group.topics),
    })),
    ...{ filter, pending },
    counted: counts.reduce((sum, { count }) => sum + count, 0) >= NEWEST ? NEWEST : null,
  };
}

const explain = ({ status, reason }: Pick<InboundView, "status" | "reason">) => ({
  explanation: explainInbound(status, reason),
  byRules: RULE_REASONS.includes(reason ?? ""),
});

/** What the database could not hold is the reason of nothing. */
const reasonOf = (text: string | null): string | undefined =>
  text && /^[^\0\p{Cs}]{1,500}$/u.test(text) ? text : undefined;

export default function Inbox() {
  return <InboxPage {...useLoaderData<typeof loader>()} />;
}
