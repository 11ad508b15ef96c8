// In: a form that a visitor of a shop sent, proven to come through the shop's App Proxy. Out: a row in the inbox,
// committed, before the visitor is thanked. A crash before the commit leaves nothing and he is not thanked.
import { randomUUID } from "node:crypto";
import type { Deps } from "../../config/deps.ts";
import type { FormFields } from "./read-form.ts";

export interface Submission {
  shopDomain: string;
  handle: string;
  fields: FormFields;
  /** gid of the customer who is logged in */
  customer: string | null;
}

type Needs = Pick<Deps, "clock" | "inbox" | "log">;

/** Rejects when it cannot be stored. */
export async function acceptForm(deps: Needs, { shopDomain, ...form }: Submission): Promise<void> {
  const submittedAt = deps.clock.now();
  const submissionId = randomUUID();
  await deps.inbox.store({
    shopDomain,
    webhookId: `form:${submissionId}`,
    topic: "carillon/form",
    eventId: null,
    apiVersion: null,
    triggeredAt: submittedAt,
    body: JSON.stringify({ submission_id: submissionId, ...form, submitted_at: submittedAt }),
  });
  deps.log.info({ shop: shopDomain, topic: "carillon/form", submission_id: submissionId }, "inbox.accepted");
}
