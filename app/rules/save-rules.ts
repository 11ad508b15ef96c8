import type { Deps } from "../config/deps.ts";
import { inTransaction } from "../db/transaction.ts";
import { orderMapAgain } from "../duties/map-again.ts";
import { storeFollowUps } from "../pipeline/inbox/follow-ups.ts";
import { checkShopLoyalty } from "../pipeline/mapping/loyalty/shop-loyalty.ts";
import { chosenFields } from "./chosen-fields.ts";
import { fieldErrors } from "./field-errors.ts";
import { lockRules, RULES_VERSION } from "./load-rules.ts";
import { type Rules, rulesSchema } from "./rules-schema.ts";

export type SaveOutcome =
  | { kind: "saved"; rules: Rules }
  /** by field */
  | { kind: "invalid"; errors: Record<string, string[]> };

/** Others than those that were loaded are stored by now; nothing was saved. */
interface ChangedMeanwhile {
  kind: "changed_meanwhile";
}

type Needs = Pick<Deps, "pool" | "clock">;

/**
 * Replaces the shop's rules, whole; what only the old ones left out is then mapped again (duties/map-again.ts).
 * `loaded`: the version that the input was made of; undefined replaces any.
 */
export function saveRules(deps: Needs, shopId: string, input: unknown): Promise<SaveOutcome>;
export function saveRules(
  deps: Needs,
  shopId: string,
  input: unknown,
  loaded: string | undefined,
): Promise<SaveOutcome | ChangedMeanwhile>;
export async function saveRules(
  deps: Needs,
  shopId: string,
  input: unknown,
  loaded?: string,
): Promise<SaveOutcome | ChangedMeanwhile> {
  const parsed = rulesSchema.safeParse(input);
  if (!parsed.success) return { kind: "invalid", errors: fieldErrors(parsed.error) };
  if (!(await replaceRules(deps, shopId, parsed.data, loaded))) return { kind: "changed_meanwhile" };
  await wakeContracts(deps, shopId);
  if (chosenFields(parsed.data, "shop").length > 0) await lookAtShop(deps, shopId);
  return { kind: "saved", rules: parsed.data };
}

/** Whether the version that is stored is the one that was loaded. */
function replaceRules(
  { pool, clock }: Needs,
  shopId: string,
  rules: Rules,
  loaded?: string,
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    await lockRules(tx, shopId);
    const { rowCount } = await tx.query(
      `insert into shop_rules (shop_id, rules) values ($1, $2)
       on conflict (shop_id) do update set rules = excluded.rules, updated_at = now()
       where $3::text is null or ${RULES_VERSION} = $3 or shop_rules.rules = excluded.rules`,
      [shopId, JSON.stringify(rules), loaded ?? null],
    );
    if (rowCount === 0) return false;
    await orderMapAgain(tx, shopId, clock.now());
    return true;
  });
}

/** When the next order is announced depends on the lead time: contracts that wait for it look at it anew. */
async function wakeContracts({ pool, clock }: Needs, shopId: string): Promise<void> {
  await pool.query(
    `update snapshot set due_at = $2
     where shop_id = $1 and due_at > $2 and resource like 'gid://shopify/SubscriptionContract/%'`,
    [shopId, clock.now()],
  );
}

/** The first look at what a loyalty app keeps in the shop's metafields; from then on it is repeated every day. */
async function lookAtShop({ pool, clock }: Needs, shopId: string): Promise<void> {
  const { rows } = await pool.query<{ domain: string; gid: string }>(
    "select domain, shopify_id as gid from shop where id = $1 and shopify_id is not null",
    [shopId],
  );
  const now = clock.now();
  const followUps = rows.map(({ domain, gid }) => ({
    shopDomain: domain,
    ...checkShopLoyalty(gid, `rules|${now.toISOString()}`),
  }));
  await storeFollowUps(pool, followUps, now);
}
