// What the panel shows of the customers' requests that Shopify passed on.
import type { Deps } from "../config/deps.ts";

const KINDS = ["data_request", "customer_redact"] as const;

export interface DutyView {
  id: string;
  kind: (typeof KINDS)[number];
  /** number of the customer, as in the admin's addresses; null when Shopify gave only an e-mail address */
  customer: string | null;
  status: "pending" | "done" | "failed";
  requestedAt: Date;
  doneAt: Date | null;
  /** in figures, once it is done: what was found or erased */
  result: Record<string, number | string | boolean> | null;
  /** a sentence, while it is not done */
  reason: string | null;
}

const MOST = 50;

/** The newest, newest first. */
export async function listDuties({ prisma }: Pick<Deps, "prisma">, shopDomain: string): Promise<DutyView[]> {
  const rows = await prisma.duty.findMany({
    where: { shopDomain, kind: { in: [...KINDS] } },
    orderBy: { id: "desc" },
    take: MOST,
  });
  return rows.map(({ id, kind, customer, status, requestedAt, doneAt, result, reason }) => ({
    ...{ id, requestedAt, doneAt, reason },
    kind: kind as DutyView["kind"],
    status: status as DutyView["status"],
    customer: customer?.slice(customer.lastIndexOf("/") + 1) ?? null,
    result: result === null ? null : (JSON.parse(result) as DutyView["result"]),
  }));
}

/** The last order of the merchant's to erase the log. */
export interface LogErasure {
  status: "pending" | "done" | "failed";
  requestedAt: Date;
  doneAt: Date | null;
  /** rows that have gone so far, by table */
  erased: Record<string, number>;
}

/** null when there was never one. */
export async function lastLogErasure(
  { prisma }: Pick<Deps, "prisma">,
  shopDomain: string,
): Promise<LogErasure | null> {
  const row = await prisma.duty.findFirst({
    where: { shopDomain, kind: "erase_log" },
    orderBy: { id: "desc" },
  });
  if (!row) return null;
  const { status, requestedAt, doneAt, result } = row;
  return {
    ...{ status: status as LogErasure["status"], requestedAt, doneAt },
    erased: JSON.parse(result ?? "{}") as LogErasure["erased"],
  };
}
