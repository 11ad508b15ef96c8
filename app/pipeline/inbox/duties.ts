// Some webhooks tell of no event: they lay a duty on the app. What is to be done is written down in the transaction
// that takes the webhook out of the inbox, and its body is forgotten with it; app/duties carries it out.
import { newId } from "../../db/ids.ts";
import type { Transaction } from "../../db/transaction.ts";
import { type Payload, parsePayload } from "../../topics/parse-payload.ts";
import { gidOf, objectOf, textOf } from "../mapping/read-payload.ts";
import { notifySql } from "../wake.ts";
import type { ClaimedRow } from "./inbound-rows.ts";

/** erase_log, map_again: of what the merchant did in the panel; all others come as webhooks */
export type DutyKind =
  | "uninstall"
  | "scopes_update"
  | "data_request"
  | "customer_redact"
  | "shop_redact"
  | "erase_log"
  | "map_again";

const KINDS: ReadonlyMap<string, DutyKind> = new Map([
  ["app/uninstalled", "uninstall"],
  ["app/scopes_update", "scopes_update"],
  ["customers/data_request", "data_request"],
  ["customers/redact", "customer_redact"],
  ["shop/redact", "shop_redact"],
]);

/** Whom it concerns, as far as Shopify says it. */
export interface DutyDetails {
  email: string | null;
  phone: string | null;
  /** gids */
  orders: string[];
}

export interface NewDuty {
  shopDomain: string;
  kind: DutyKind;
  /** gid */
  customer: string | null;
  details: DutyDetails;
  /** when Shopify says that it happened or was asked for */
  requestedAt: Date;
}

export const isDuty = (topic: string): boolean => KINDS.has(topic);

/** undefined when a customer's duty names no customer. `row` is of a topic that is a duty. */
export function readDuty(row: ClaimedRow): NewDuty | undefined {
  const kind = KINDS.get(row.topic);
  const payload = row.body === null ? undefined : parsePayload(row.body);
  if (!kind || !payload) return undefined;
  const person = objectOf(payload.customer);
  const customer = person && gidOf("Customer", person.admin_graphql_api_id, person.id);
  const email = textOf(person?.email);
  if ((kind === "data_request" || kind === "customer_redact") && !customer && !email) return undefined;
  const details = { email, phone: textOf(person?.phone), orders: ordersOf(payload) };
  return { shopDomain: row.shopDomain, kind, customer, details, requestedAt: row.triggeredAt };
}

function ordersOf({ orders_requested, orders_to_redact }: Payload): string[] {
  const orders = [orders_requested, orders_to_redact].flatMap((list) => (Array.isArray(list) ? list : []));
  return orders.flatMap((id) => gidOf("Order", id, id) ?? []);
}

export async function insertDuties(tx: Transaction, duties: NewDuty[]): Promise<void> {
  if (duties.length === 0) return;
  await tx.query(
    `insert into duty (id, shop_domain, kind, customer, details, requested_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])`,
    [
      duties.map(() => newId("dty")),
      duties.map(({ shopDomain }) => shopDomain),
      duties.map(({ kind }) => kind),
      duties.map(({ customer }) => customer),
      duties.map(({ details }) => JSON.stringify(details)),
      duties.map(({ requestedAt }) => requestedAt),
    ],
  );
  await tx.query(notifySql("duties"));
}
