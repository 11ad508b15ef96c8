// Deliveries that somebody picked out of the log, each resent as if by its own button.
import type { Deps } from "../../config/deps.ts";
import { isId } from "../../db/ids.ts";
import { type ResendOutcome, resend } from "./resend.ts";

export type Unsent = Exclude<ResendOutcome["kind"], "queued">;

export interface SelectedCount {
  /** can be sent, or were queued */
  ready: number;
  /** by the reason why not */
  left: Record<Unsent, number>;
}

/** A page of the log. */
export const MOST_SELECTED = 100;

/** How many of them can be sent again, as far as it can be told before. */
export async function countSelected(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  ids: string[],
): Promise<SelectedCount> {
  const { rows } = await pool.query<{ kind: ResendOutcome["kind"]; count: number }>(COUNT, [
    shopId,
    ids.filter((id) => isId("dlv", id)),
  ]);
  const found = rows.reduce((sum, { count }) => sum + count, 0);
  return sumUp([...rows, { kind: "not_found", count: ids.length - found }]);
}

/** As `refusalOf` in resend.ts sees each of them. */
const COUNT = `
  select case
      when e.status = 'disabled' or e.deleted_at is not null then 'endpoint_disabled'
      when not exists (select from event v join event_payload p on p.event_id = v.id and p.day = v.day
        where v.id = d.event_id) then 'payload_expired'
      when exists (select from lease x where x.delivery_id = d.id and x.until > now()) then 'in_flight'
      else 'queued'
    end as kind, count(*)::int as count
  from delivery d join endpoint e on e.id = d.endpoint_id
  where d.shop_id = $1 and d.id = any($2) group by 1`;

/** One after the other: each takes its endpoint's lane for a moment. Asking again changes nothing. */
export async function resendSelected(
  deps: Pick<Deps, "pool">,
  shopId: string,
  ids: string[],
): Promise<SelectedCount> {
  const outcomes = [];
  for (const id of new Set(ids)) outcomes.push({ ...(await resend(deps, shopId, id)), count: 1 });
  return sumUp(outcomes);
}

function sumUp(outcomes: { kind: ResendOutcome["kind"]; count: number }[]): SelectedCount {
  const left: Record<Unsent, number> = {
    not_found: 0,
    in_flight: 0,
    endpoint_disabled: 0,
    payload_expired: 0,
  };
  let ready = 0;
  for (const { kind, count } of outcomes) {
    if (kind === "queued") ready += count;
    else left[kind] += count;
  }
  return { ready, left };
}
