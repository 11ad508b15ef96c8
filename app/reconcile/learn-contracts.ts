// In: a shop whose contracts nobody has watched so far. Out: what all of them are like now, remembered without an event,
// so that the next change is seen as one, and the next order announced. A crash leaves Shopify's list to be read again;
// what a webhook told meanwhile is newer and stays.
import type { Deps } from "../config/deps.ts";
import { isMembershipLine } from "../pipeline/mapping/contracts/contract-kind.ts";
import type { Learned } from "../pipeline/mapping/contracts/learned.ts";
import type { Rules } from "../rules/rules-schema.ts";
import { askPlanGroups, askProductTags } from "../shopify/ask/ask-membership.ts";
import { moneyOf } from "../shopify/ask/money.ts";
import { deliveryTitle, readInterval } from "../shopify/ask/read-contract.ts";
import type { Talk } from "../shopify/ask/talk.ts";
import {
  beginList,
  type ContractList,
  findList,
  type ListedContract,
  readList,
  UNREADABLE,
  UnreadableList,
} from "../shopify/reconcile/bulk-contracts.ts";
import { keepLearned } from "./keep-learned.ts";
import { type Run, saveProgress } from "./runs.ts";

export type LearnOutcome =
  /** Shopify still writes its list */
  | { kind: "listing" }
  /** it has to make it anew */
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
  const outcome = list.kind === "failed" ? list : await readLearnedFrom(deps, talk, run, list);
  if (outcome.kind === "failed") await saveProgress(deps.pool, { ...run, position: null });
  return outcome;
}

async function readLearnedFrom(
  { pool }: Needs,
  talk: Talk,
  { shopId }: Run,
  { url, createdAt }: Extract<ContractList, { kind: "written" }>,
): Promise<LearnOutcome> {
  let contracts = 0;
  try {
    for await (const batch of inBatches(url === null ? [] : readList(url))) {
      await keepLearned(pool, shopId, await readLearned(talk, batch, createdAt), talk.rules);
      contracts += batch.length;
    }
  } catch (error) {
    if (error instanceof UnreadableList) return { kind: "failed", reason: UNREADABLE };
    throw error;
  }
  return { kind: "learned", contracts, cursor: createdAt };
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

/** By gid. Which lines are memberships Shopify is asked as far as the rule wants to know. */
async function readLearned(talk: Talk, contracts: ListedContract[], at: Date): Promise<Map<string, Learned>> {
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
  return new Map(contracts.map((contract) => [contract.id, toLearned(contract, ruled, talk.rules, at)]));
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
