// How a shop's settings stand, in figures: for the page that leads to them.
import type { Deps } from "../config/deps.ts";

export interface SettingsFigures {
  /** API tokens that work */
  tokens: number;
  /** customers' requests that are not answered yet */
  requests: number;
  /** whether the log is being deleted */
  erasing: boolean;
  /** personal fields that no event tells */
  heldBack: number;
  /** Shopify's topics, as the last check found them; null before the first */
  webhooks: { inPlace: number; errors: number } | null;
}

export async function settingsFigures(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
): Promise<SettingsFigures> {
  const { rows } = await pool.query<Row>(
    `select cardinality(s.held_back) as "heldBack",
       (select count(*)::int from api_token where shop_id = s.id and revoked_at is null) as tokens,
       (select count(*)::int from duty where shop_domain = s.domain and status = 'pending'
         and kind in ('data_request', 'customer_redact')) as requests,
       exists (select from duty where shop_domain = s.domain and status = 'pending' and kind = 'erase_log') as erasing,
       (select count(*)::int from webhook_state where shop_id = s.id) as topics,
       (select count(*)::int from webhook_state where shop_id = s.id and status = 'receiving') as "inPlace",
       (select count(*)::int from webhook_state where shop_id = s.id and status = 'error') as errors
     from shop s where s.id = $1`,
    [shopId],
  );
  const [row] = rows;
  if (!row) throw new Error(`there is no shop ${shopId}`);
  const { topics, inPlace, errors, ...figures } = row;
  return { ...figures, webhooks: topics === 0 ? null : { inPlace, errors } };
}

interface Row extends Omit<SettingsFigures, "webhooks"> {
  topics: number;
  inPlace: number;
  errors: number;
}
