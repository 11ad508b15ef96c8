import type { Deps } from "../../config/deps.ts";
import type { TopicState } from "./states-of-webhooks.ts";

/** Puts these in the place of what was known of the shop's topics. A shop that has gone meanwhile keeps none. */
export async function saveWebhookStates(
  { pool, clock }: Pick<Deps, "pool" | "clock">,
  shopId: string,
  states: readonly TopicState[],
): Promise<void> {
  const column = (name: keyof TopicState) => states.map((state) => state[name]);
  await pool.query(SAVE, [shopId, column("topic"), column("status"), column("words"), clock.now()]);
}

const SAVE = `
  with no_longer_listened_to as (delete from webhook_state where shop_id = $1 and topic <> all($2::text[]))
  insert into webhook_state (shop_id, topic, status, words, checked_at)
  select shop.id, state.topic, state.status, state.words, $5
  from shop, unnest($2::text[], $3::text[], $4::text[]) as state (topic, status, words)
  where shop.id = $1 and shop.uninstalled_at is null
  on conflict (shop_id, topic) do update
  set status = excluded.status, words = excluded.words, checked_at = excluded.checked_at`;
