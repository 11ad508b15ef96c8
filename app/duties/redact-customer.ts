// In: a customer whom Shopify wants to be forgotten. Out: nothing personal of them in what the shop's records hold; the
// records themselves stay. A crash leaves the rest to the next try, which begins anew; what was learned of the customer
// is kept with the duty until it is done, because what has been erased can be learned no more.
import type pg from "pg";
import type { Deps } from "../config/deps.ts";
import type { Transaction } from "../db/transaction.ts";
import { eraseEvents } from "../erasure/erase-events.ts";
import { eraseRemembered } from "../erasure/erase-remembered.ts";
import { eraseWebhooks } from "../erasure/erase-webhooks.ts";
import { findSubject } from "../erasure/find-subject.ts";
import { joinPersons, type Person, type Subject } from "../erasure/subject.ts";
import { keepDetails, renewClaim } from "./claim-duty.ts";
import type { Duty, DutyOutcome } from "./duty.ts";
import { pauseAfter } from "./pause.ts";

/** What a try leaves to the next one, with the duty's details. */
interface Progress {
  person: Person;
  /** ids of those that the customer's number will not find again */
  events: string[];
}

type Kept = Duty["details"] & { progress?: Progress };

export async function redactCustomer({ pool }: Pick<Deps, "pool">, duty: Duty): Promise<DutyOutcome> {
  const subject = await resume(pool, duty);
  const events = new Set(subject.events);
  // In this order: what one step finds in the making, the next ones find made.
  const webhooks = await eraseWebhooks(pool, subject);
  await renewClaim(pool, duty);
  const remembered = await eraseRemembered(pool, subject);
  const { inFlight, ...erased } = await eraseEvents(pool, subject, async (tx, ids) => {
    for (const id of await othersOf(tx, ids, duty)) events.add(id);
    await keepProgress(tx, duty, { person: subject.person, events: [...events] });
  });
  await forgetOtherDuties(pool, duty, subject);
  if (inFlight > 0)
    return {
      kind: "later",
      reason: `${inFlight} deliveries of this customer's events were being sent.`,
      afterMs: pauseAfter(duty),
    };
  return { kind: "done", result: { ...erased, webhooks, ...remembered } };
}

/** With what an earlier try learned. */
async function resume(pool: pg.Pool, duty: Duty): Promise<Subject> {
  const found = await findSubject(pool, duty);
  const { progress } = duty.details as Kept;
  const person = progress ? joinPersons(progress.person, found.person) : found.person;
  const events = progress?.events ?? [];
  await keepProgress(pool, duty, { person, events });
  return { ...found, person, events };
}

async function keepProgress(db: Transaction, duty: Duty, progress: Progress): Promise<void> {
  const details: Kept = { ...duty.details, progress };
  await keepDetails(db, duty, details);
}

/** Those of the events that do not bear the customer's number. */
async function othersOf(tx: Transaction, ids: string[], { customer }: Duty): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    "select id from event where id = any($1) and (customer = $2) is not true",
    [ids, customer],
  );
  return rows.map(({ id }) => id);
}

/** An earlier request for this customer's data can be answered no more; one that waits is done with this. */
async function forgetOtherDuties(
  pool: pg.Pool,
  { id, shopDomain }: Duty,
  { customers, person }: Subject,
): Promise<void> {
  await pool.query(
    `update duty set details = null,
       result = case when status = 'pending' then '{"erased_with_customer":true}' else result end,
       done_at = coalesce(done_at, now()), reason = case when status = 'pending' then null else reason end,
       status = case when status = 'pending' then 'done' else status end
     where shop_domain = $1 and id <> $2 and (kind = 'data_request' or status <> 'pending')
       and (customer = any($3) or exists (
         select from unnest($4::text[]) as t (email) where lower(details::json ->> 'email') = lower(email)))`,
    [shopDomain, id, customers, person.emails],
  );
}
