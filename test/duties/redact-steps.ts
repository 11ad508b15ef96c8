// An order of Shopify's to forget a customer, one step at a time.
import { expect } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { inTransaction } from "../../app/db/transaction.ts";
import { carryOutNext } from "../../app/duties/worker.ts";
import { insertDuties } from "../../app/pipeline/inbox/duties.ts";
import type { Somebody } from "./customer-story.ts";
import type { DumpedRow } from "./dump.ts";

/** As the inbox writes the order down; nothing else of the inbox is touched. */
export async function order(
  deps: Deps,
  shop: string,
  who: Partial<Somebody>,
  orders: string[] = [],
): Promise<string> {
  const { gid: customer = null, email = null, phone = null } = who;
  const details = { email, phone, orders };
  const duty = { shopDomain: shop, kind: "customer_redact" as const, customer, details };
  await inTransaction(deps.pool, (tx) => insertDuties(tx, [{ ...duty, requestedAt: new Date() }]));
  const { id } = await deps.prisma.duty.findFirstOrThrow({
    where: { shopDomain: shop, kind: "customer_redact" },
    orderBy: { id: "desc" },
  });
  return id;
}

export async function carryOut(deps: Deps, id: string) {
  await deps.pool.query("update duty set due_at = now() - interval '1 second' where id = $1", [id]);
  expect(await carryOutNext(deps)).toBe(true);
  const duty = await deps.prisma.duty.findUniqueOrThrow({ where: { id } });
  return { ...duty, result: duty.result === null ? null : JSON.parse(duty.result) };
}

/** Of the tables whose names match. */
export const only = (rows: DumpedRow[], tables: RegExp): DumpedRow[] =>
  rows.filter(({ table }) => tables.test(table));
