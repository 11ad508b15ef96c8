// In: a customer who wants to know what is held on them. Out: how much it is, on record, and the merchant told, who has
// to hand it on. The data itself is made when the merchant asks for it (export-data.ts) and kept nowhere. A crash after
// the mail sends it once more, as the same mail.
import type pg from "pg";
import type { Deps } from "../config/deps.ts";
import { findSubject } from "../erasure/find-subject.ts";
import { HELD, heldData } from "../erasure/held-data.ts";
import type { Subject } from "../erasure/subject.ts";
import type { Duty, DutyOutcome } from "./duty.ts";
import { mailDataRequest } from "./mail-data-request.ts";

/** After these the panel alone tells of it. */
const MOST_MAIL_TRIES = 5;
const MAIL_PAUSE_MS = 15 * 60_000;

export async function collectData(
  deps: Pick<Deps, "pool" | "env" | "mailer">,
  duty: Duty,
): Promise<DutyOutcome> {
  const subject = await findSubject(deps.pool, duty);
  const figures = await countHeld(deps.pool, subject);
  const mail = await mailDataRequest(deps, duty, { shopId: subject.shopId, isNothing: isNothing(figures) });
  if (mail === "failed" && duty.tries < MOST_MAIL_TRIES)
    return { kind: "later", reason: "The mail to the merchant was not sent.", afterMs: MAIL_PAUSE_MS };
  return { kind: "done", result: { ...figures, mail } };
}

async function countHeld(pool: pg.Pool, subject: Subject): Promise<Record<string, number>> {
  const figures: Record<string, number> = { deliveries: 0, attempts: 0 };
  for (const kind of HELD) {
    let count = 0;
    for await (const { deliveries = 0, attempts = 0 } of heldData[kind](pool, subject)) {
      count += 1;
      figures.deliveries = (figures.deliveries ?? 0) + deliveries;
      figures.attempts = (figures.attempts ?? 0) + attempts;
    }
    figures[kind] = count;
  }
  return figures;
}

const isNothing = (figures: Record<string, number>): boolean =>
  Object.values(figures).every((count) => count === 0);
