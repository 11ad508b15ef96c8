// In: a shop whose contracts nobody has watched so far. Out: what all of them are like now, remembered without an event,
// so that the next change is seen as one, and the next order announced. A crash leaves Shopify's list to be read again;
// what a webhook told meanwhile is newer and stays.
import type { Deps } from "../config/deps.ts";
import { isMembershipLine } from "../pipeline/mapping/contracts/contract-kind.ts";
import { CONTRACT_PART } from "../pipeline/mapping/contracts/contract-state.ts";
import { dueAtOf } from "../pipeline/mapping/contracts/due.ts";
import { type Learned, learnedState } from "../pipeline/mapping/contracts/learned.ts";
import { notifySql } from "../pipeline/wake.ts";
import type { Rules } from "../rules/rules-schema.ts";
import { askPlanGroups, askProductTags } from "../shopify/ask/ask-membership.ts";
import { moneyOf } from "../shopify/ask/money.ts";
import { deliveryTitle, readInterval } from "../shopify/ask/read-contract.ts";
import type { Talk } from "../shopify/ask/talk.ts";
import { beginList, findList, type ListedContract, readList } from "../shopify/reconcile/bulk-contracts.ts";
import { type Run, saveProgress } from "./runs.ts";

export type LearnOutcome =
  /** Shopify still writes its list */
  | { kind: "listing" }
  | { kind: "failed"; reason: string }
  /** everything until `cursor` is known */
  | { kind: "learned"; contracts: number; cursor: Date };

type Needs = Pick<Deps, "pool" | "clock">;

const BATCH = 200;

/** To be called again as long as the list is written. `talk` knows the shop's rules. Throws Postponed or ScopeDenied. */
export async function learnContracts(deps: Needs, talk: Talk, run: Run): Promise<LearnOutcome> {
  if (run.position === null) {
    await saveProgress(deps.pool, { ...run, position: await beginList(talk) });
    return { kind: "listing" };
  }
  const list = await findList(talk, run.position);
  if (list.kind === "running") return { kind: "listing" };
  if (list.kind === "failed") {
    await saveProgress(deps.pool, { ...run, position: null });
    return list;
  }
  let contracts = 0;
  for await (const batch of inBatches(list.url === null ? [] : readList(list.url))) {
    await remember(deps, talk, run.shopId, batch, list.createdAt);
    contracts += batch.length;
  }
  return { kind: "learned", contracts, cursor: list.createdAt };
}

async function* inBatches<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function remember(
  { pool }: Needs,
  talk: Talk,
  shopId: string,
  contracts: ListedContract[],
  at: Date,
): Promise<void> {
  const learned = await readLearned(talk, contracts, at);
  const states = learned.map((one) => learnedState(one, talk.rules));
  const due = states.map((state) => dueAtOf(state, talk.rules)?.toISOString());
  await pool.query(
    `insert into snapshot (shop_id, resource, state, due_at)
     select $1, * from unnest($2::text[], $3::text[], $4::timestamptz[]) on conflict do nothing`,
    [
      shopId,
      contracts.map(({ id }) => id),
      states.map((state, index) => JSON.stringify({ [CONTRACT_PART]: { state, dueAt: due[index] } })),
      due.map((time) => time ?? null),
    ],
  );
  await pool.query(notifySql("states"));
}

/** Which lines are memberships Shopify is asked as far as the rule wants to know. */
async function readLearned(talk: Talk, contracts: ListedContract[], at: Date): Promise<Learned[]> {
  const all = contracts.flatMap(({ lines }) => lines);
  const tags = await askProductTags(
    talk,
    all.map(({ productId }) => productId),
  );
  const groupsOf = await askPlanGroups(
    talk,
    all.map(({ sellingPlanId }) => sellingPlanId),
  );
  const ruled = (line: ListedContract["lines"][number]) => ({
    product: line.productId,
    productTags: tags.get(line.productId ?? "") ?? [],
    sellingPlanGroups: groupsOf(line.sellingPlanId),
  });
  return contracts.map((contract) => toLearned(contract, ruled, talk.rules, at));
}

function toLearned(
  contract: ListedContract,
  ruled: (line: ListedContract["lines"][number]) => Parameters<typeof isMembershipLine>[0],
  rules: Rules,
  at: Date,
): Learned {
  const time = at.toISOString();
  const lines = contract.lines.map((line) => {
    const { variantId: variant, quantity } = line;
    const isMembership = isMembershipLine(ruled(line), rules);
    return [
      line.id,
      { ...ruled(line), variant, quantity, price: moneyOf(line.currentPrice), isMembership },
    ] as const;
  });
  return {
    ...{ revision: String(contract.revisionId), status: contract.status, seenAt: time, shownAt: time },
    nextOrderDate: contract.nextBillingDate,
    billing: readInterval(contract.billingPolicy),
    delivery: readInterval(contract.deliveryPolicy),
    shipping: { price: moneyOf(contract.deliveryPrice), title: deliveryTitle(contract.deliveryMethod) },
    lines: Object.fromEntries(lines),
  };
}
