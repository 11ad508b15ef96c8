// The rows of a filter from first to last, a page at a time: memory holds one page, and no transaction is kept open.
import type { Deps } from "../config/deps.ts";
import { type DeliveryFilter, type DeliveryView, listDeliveries } from "./deliveries.ts";

/** An export ends here. */
export const MOST_EXPORTED = 100_000;
const PAGE = 1_000;

export interface ExportRequest {
  filter: DeliveryFilter;
  oldestFirst: boolean;
  /** at most MOST_EXPORTED */
  limit?: number;
}

/** Rows that come in meanwhile are no part of it. */
export async function* exportDeliveries(
  deps: Pick<Deps, "pool" | "prisma" | "env">,
  shopId: string,
  { filter, oldestFirst, limit = MOST_EXPORTED }: ExportRequest,
): AsyncGenerator<DeliveryView[]> {
  let left = limit;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listDeliveries>> = await listDeliveries(deps, shopId, filter, {
      ...{ cursor, oldestFirst, limit: Math.min(PAGE, left) },
    });
    if (page.rows.length > 0) yield page.rows;
    left -= page.rows.length;
    cursor = page.next;
  } while (cursor !== null && left > 0);
}
