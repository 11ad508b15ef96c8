// In: Shopify's word that a merchant has granted or taken away access scopes. Out: what is granted now, asked of
// Shopify, is on record, and so are the webhooks that it allows; what topics need and what is asked of Shopify follows
// from the record. A crash leaves the duty; carried out twice it does no harm.
import type { Deps } from "../config/deps.ts";
import { findShop } from "../shopify/installation.ts";
import { syncShop } from "../shopify/webhook-subscriptions/sync-shops.ts";
import type { Duty, DutyOutcome } from "./duty.ts";
import { pauseAfter } from "./pause.ts";

export async function followScopes(deps: Deps, duty: Duty): Promise<DutyOutcome> {
  const shop = await findShop(deps, duty.shopDomain);
  const outcome = shop ? await syncShop(deps, shop.id) : ({ kind: "not_connected" } as const);
  if (outcome.kind === "failed") return { kind: "later", reason: outcome.why, afterMs: pauseAfter(duty) };
  // Where Shopify cannot be asked, the token that the merchant's next visit brings says what is granted.
  if (outcome.kind === "not_connected") return { kind: "done", result: { followed: false } };
  const { created, updated, deleted } = outcome;
  return { kind: "done", result: { followed: true, created, updated, deleted } };
}
