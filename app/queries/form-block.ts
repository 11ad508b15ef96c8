import type { Deps } from "../config/deps.ts";

/**
 * Keys of forms are hexadecimal behind `form:` (accept-form.ts), so these two bounds hold them all, in every collation.
 * They outlive the submissions themselves, and no index sorts them by time.
 */
const KEYS = "shop_domain = $1 and webhook_id >= 'form:' and webhook_id < 'form:g'";
const KEYS_LOOKED_AT = 1_000;
const NEWEST = 10_000;

const LATELY_MS = 30 * 86_400_000;

export interface FormBlock {
  /** when the last form of the shop's visitors came; null when none did as far back as is known */
  lastAt: Date | null;
  /** within 30 days */
  lately: boolean;
}

/**
 * What submissions tell of the forms in a shop's theme; whether the block is there the admin says in the browser
 * (ui/home/use-form-in-theme.ts). Exact for the newest 10,000 of all that came in, and for a shop that got fewer than
 * 1,000 forms.
 */
export async function formBlock(
  { pool, clock }: Pick<Deps, "pool" | "clock">,
  shopDomain: string,
): Promise<FormBlock> {
  const { rows } = await pool.query<{ at: Date | null }>(LAST_FORM, [shopDomain]);
  const lastAt = rows[0]?.at ?? null;
  return { lastAt, lately: lastAt !== null && clock.now().getTime() - lastAt.getTime() < LATELY_MS };
}

/** Where keys are many, those at hand are any of them: then the newest webhooks tell. */
const LAST_FORM = `
  with keys as materialized (select seen_at from inbound_key where ${KEYS} limit ${KEYS_LOOKED_AT})
  select case when count(*) < ${KEYS_LOOKED_AT} then max(seen_at) else greatest(max(seen_at), (
    select max(received_at) from (
      select topic, received_at from inbound_webhook where shop_domain = $1 order by id desc limit ${NEWEST}
    ) newest where topic = 'carillon/form'
  )) end as at from keys`;
