import type pg from "pg";
import { inTransaction } from "../db/transaction.ts";
import { CONTENT_PART, type Seen } from "../pipeline/mapping/content-family.ts";

/**
 * A customer's own state goes: balance, tier, tags, the hash of their details. That they were deleted stays, and which
 * changes were told by when, or an echo, or the next comparison with Shopify, would be taken for news; and the count of
 * events about them.
 */
export function forgetState(pool: pg.Pool, shopId: string, resource: string): Promise<void> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ state: string | null }>(
      "select state from snapshot where shop_id = $1 and resource = $2 for update",
      [shopId, resource],
    );
    const [row] = rows;
    const left = row?.state ? whatStays(row.state) : null;
    await tx.query("update snapshot set due_at = null, state = $3 where shop_id = $1 and resource = $2", [
      ...[shopId, resource, left && JSON.stringify(left)],
    ]);
  });
}

/** Not in SQL: PostgreSQL reads no JSON that holds \u0000 or half a character anywhere, and senders may send both. */
function whatStays(text: string): object | null {
  const parts: Partial<Record<string, { state: Seen }>> = JSON.parse(text);
  const seen = parts[CONTENT_PART]?.state;
  if (!seen || (!seen.deleted && seen.updatedAt == null)) return null;
  const { early: _, ...rest } = seen;
  return { [CONTENT_PART]: { state: seen.deleted ? seen : { ...rest, hash: null } } };
}
