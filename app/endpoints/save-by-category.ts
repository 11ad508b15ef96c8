// Saves which URLs get which topics, as the view by category says it. All of it or nothing: URLs are checked before the
// transaction, and in it the shop's endpoints are locked, so that the second of two clicks finds what the first made.
import type { Deps } from "../config/deps.ts";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import type { CategoryInput } from "./category-form.ts";
import { checkUrls } from "./check-url.ts";
import { endEndpoint } from "./delete-endpoint.ts";
import { discardSoon } from "./discard-soon.ts";
import { type UrlProblem, urlProblems } from "./endpoint-forms.ts";
import { insertEndpoints, insertTopics } from "./insert-endpoints.ts";
import { lockEndpoints } from "./lock-endpoints.ts";
import { type NewSecret, newSecrets } from "./new-secrets.ts";
import { planTopics, type TopicChoice, type TopicPlan } from "./plan-topics.ts";
import { urlKey, withoutDoubles } from "./url-list.ts";

export type SaveByCategoryOutcome =
  /** secrets of new endpoints, which are in this answer and nowhere else; ids of those that were deleted */
  | { kind: "saved"; secrets: NewSecret[]; deleted: string[] }
  | { kind: "invalid"; urls: UrlProblem[] }
  /** these would be left without a topic, and the merchant has not agreed to delete them */
  | { kind: "emptied"; endpoints: Pick<TopicChoice, "id" | "url">[] }
  | { kind: "limit"; limit: number };

type Needs = Pick<Deps, "pool" | "seal" | "env">;

export async function saveByCategory(
  deps: Needs,
  shopId: string,
  input: CategoryInput,
): Promise<SaveByCategoryOutcome> {
  const refusal = await refusalOf(deps, shopId, input);
  if (refusal) return refusal;
  const outcome = await inTransaction(deps.pool, (tx) => saveLocked(deps, tx, shopId, input));
  if (outcome.kind === "saved") await Promise.all(outcome.deleted.map((id) => discardSoon(deps.pool, id)));
  return outcome;
}

/** What can be known before anything is locked: looking names up takes its time. */
async function refusalOf(
  deps: Needs,
  shopId: string,
  { changes }: CategoryInput,
): Promise<SaveByCategoryOutcome | undefined> {
  const added = withoutDoubles(changes.flatMap(({ add }) => add));
  const malformed = urlProblems(added);
  if (malformed.length > 0) return { kind: "invalid", urls: malformed };
  const { rows } = await deps.pool.query<{ url: string }>(
    "select url from endpoint where shop_id = $1 and flow_trigger is null and deleted_at is null",
    [shopId],
  );
  const known = new Set(rows.map(({ url }) => urlKey(url)));
  const created = added.filter((url) => !known.has(urlKey(url)));
  const limit = deps.env.MAX_ENDPOINTS_PER_SHOP;
  if (created.length > limit) return { kind: "limit", limit };
  const wrong = await checkUrls(deps, created);
  return wrong.length > 0 ? { kind: "invalid", urls: wrong } : undefined;
}

async function saveLocked(
  { seal, env }: Needs,
  tx: Transaction,
  shopId: string,
  { changes, secretEach, deletes }: CategoryInput,
): Promise<SaveByCategoryOutcome> {
  const endpoints = await lockEndpoints(tx, shopId);
  const plan = planTopics(endpoints, changes);
  if (plan.empty.some(({ id }) => !deletes.includes(id))) {
    return { kind: "emptied", endpoints: plan.empty.map(({ id, url }) => ({ id, url })) };
  }
  const limit = env.MAX_ENDPOINTS_PER_SHOP;
  if (plan.create.length > 0 && endpoints.length - plan.empty.length + plan.create.length > limit) {
    return { kind: "limit", limit };
  }
  const secrets = newSecrets(
    plan.create.map(({ url }) => url),
    secretEach,
  );
  await insertEndpoints(tx, seal, shopId, joined(plan, secrets));
  await changeTopics(tx, plan.change);
  for (const { id } of plan.empty) await endEndpoint(tx, id);
  return { kind: "saved", secrets, deleted: plan.empty.map(({ id }) => id) };
}

const joined = ({ create }: TopicPlan, secrets: NewSecret[]) =>
  secrets.flatMap(({ secret, endpoints }) =>
    endpoints.map(({ id, url }) => ({
      ...{ id, url, secret },
      topics: create.find((made) => made.url === url)?.topics ?? [],
    })),
  );

async function changeTopics(tx: Transaction, endpoints: TopicChoice[]): Promise<void> {
  for (const { id, topics } of endpoints) {
    await tx.query("delete from endpoint_topic where endpoint_id = $1 and topic <> all($2)", [id, topics]);
  }
  await insertTopics(tx, endpoints);
  await tx.query("update endpoint set updated_at = now() where id = any($1)", [
    endpoints.map(({ id }) => id),
  ]);
}
