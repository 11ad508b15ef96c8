// The data that a merchant hands on to a customer who asked for it: made anew each time, streamed, kept nowhere.
import type pg from "pg";
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import { findSubject } from "../erasure/find-subject.ts";
import { HELD, heldData } from "../erasure/held-data.ts";
import type { Subject } from "../erasure/subject.ts";
import { detailsOf } from "./duty.ts";

/** From the day of the request. The law and Shopify give the merchant as long. */
export const DOWNLOAD_DAYS = 30;

type Needs = Pick<Deps, "pool" | "clock">;

/** undefined: the shop has no such request, or it is too old. Otherwise JSON text in pieces. */
export async function exportData(
  { pool, clock }: Needs,
  shopDomain: string,
  dutyId: string,
): Promise<AsyncGenerator<string> | undefined> {
  if (!isId("dty", dutyId)) return undefined;
  const { rows } = await pool.query<{ customer: string | null; details: string | null; requestedAt: Date }>(
    `select customer, details, requested_at as "requestedAt" from duty
     where id = $1 and shop_domain = $2 and kind = 'data_request' and requested_at > $3`,
    [dutyId, shopDomain, new Date(clock.now().getTime() - DOWNLOAD_DAYS * 86_400_000)],
  );
  const [request] = rows;
  if (!request) return undefined;
  const { customer, requestedAt } = request;
  const subject = await findSubject(pool, { shopDomain, customer, details: detailsOf(request.details) });
  const about = { shop: shopDomain, customer, requested_at: requestedAt, made_at: clock.now() };
  return write(pool, subject, about);
}

/** Without them, the customer's number alone finds what is theirs. */

async function* write(pool: pg.Pool, subject: Subject, about: object): AsyncGenerator<string> {
  yield JSON.stringify(about).slice(0, -1);
  for (const kind of HELD) {
    yield `,\n"${kind}":[`;
    let between = "\n";
    for await (const { json } of heldData[kind](pool, subject)) {
      yield `${between}${json}`;
      between = ",\n";
    }
    yield "]";
  }
  yield "}\n";
}

/** Addresses of those whose requests can be downloaded no more. Returns how many requests were forgotten. */
export async function forgetOldRequests({ pool, clock }: Needs): Promise<number> {
  const { rowCount } = await pool.query(
    `update duty set details = null
     where kind = 'data_request' and status <> 'pending' and details is not null and requested_at <= $1`,
    [new Date(clock.now().getTime() - DOWNLOAD_DAYS * 86_400_000)],
  );
  return rowCount ?? 0;
}
