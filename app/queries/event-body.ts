import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";

/** An event's body as it is sent; undefined when the shop has no such event, or none any more. */
export async function eventBody(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  id: string,
): Promise<{ topic: string; body: string } | undefined> {
  if (!isId("evt", id)) return undefined;
  const { rows } = await pool.query<{ topic: string; body: string }>(
    `select e.topic, p.body from event e join event_payload p on p.event_id = e.id and p.day = e.day
     where e.id = $1 and e.shop_id = $2`,
    [id, shopId],
  );
  return rows[0];
}
