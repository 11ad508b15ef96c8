// Orders, customers and products: Shopify sends the whole thing each time, and `updated` for changes that are none.

import type { Payload } from "../../topics/parse-payload.ts";
import type { EventDraft, MapInput, MapOutput, Mapper } from "./draft.ts";
import { buyerOf, contentHash, gidOf, timeOf } from "./read-payload.ts";

/** of a resource's state */
export const CONTENT_PART = "content";

type Family = "order" | "customer" | "product";

const GID_TYPE = { order: "Order", customer: "Customer", product: "Product" } as const;

/** An `updated` this close to the creation only repeats it (shopify-app-js#603 and Shopify's own advice). */
export const ECHO_MS = 2_000;

/** What is remembered of the content of an order, customer or product. */
export interface Seen {
  /** null: as no webhook wrote it yet */
  hash: string | null;
  /** milliseconds; 0 when no content was seen */
  updatedAt: number;
  /** nothing follows a deletion but echoes */
  deleted?: true;
  /** of an update that came before its creation and was taken for an echo; RFC 3339 */
  early?: string;
  /** steps that were told, or settled before: 0; where reconciliation found one, the `updatedAt` that it saw with it */
  told?: Partial<Record<string, number>>;
  /** steps that an order still had before it: the `updatedAt` with which it said so last */
  open?: Partial<Record<string, number>>;
}

const UNSEEN: Seen = { hash: null, updatedAt: 0 };

const DELETED: Seen = { hash: "", updatedAt: 0, deleted: true };

/** `state`: of the part CONTENT_PART */
export const seenOf = (state: unknown): Seen => (state as Seen | null) ?? UNSEEN;

/** `steps` happened before anybody watched: reconciliation does not tell them, and a webhook that does is news. */
export function withSettled(state: unknown, steps: string[]): Seen {
  const seen = seenOf(state);
  return { ...seen, told: { ...Object.fromEntries(steps.map((step) => [step, 0])), ...seen.told } };
}

/** What makes an order's step the same step, told twice. */
const STEPS: Record<string, (payload: Payload) => unknown> = {
  created: () => "",
  deleted: () => "",
  paid: (payload) => payload.current_total_price ?? payload.total_price ?? "",
  cancelled: (payload) => timeOf(payload.cancelled_at) ?? "",
  fulfilled: (payload) => (Array.isArray(payload.fulfillments) ? payload.fulfillments.length : ""),
};

/** Maps one of Shopify's topics to `family/step`. */
export function contentMapper(family: Family, step: string): Mapper {
  const identify = STEPS[step];
  return {
    part: CONTENT_PART,
    makes: [`${family}/${step}`],
    resource: (payload) => gidOf(GID_TYPE[family], payload.admin_graphql_api_id, payload.id) ?? undefined,
    customer: (payload) => customerOf(family, payload),
    ...((step === "deleted" || step === "created") && { usesLast: true as const }),
    map: (input) => {
      if (step === "deleted") return mapDeleted(family, input);
      return identify ? mapStep(family, step, input, identify(input.payload)) : mapUpdated(family, input);
    },
  };
}

/** Paid, cancelled and fulfilled come with an `updated` of their own, before or after: only that one is compared. */
function mapStep(family: Family, step: string, input: MapInput, identity: unknown): MapOutput {
  const seen = seenOf(input.state);
  const now = step === "created" && input.found ? atCreation(input) : look(input);
  const isNewest = !seen.deleted && seen.updatedAt < now.updatedAt;
  const isTold = wasTold(seen, step, input);
  const drafts = isTold ? [] : [draft(family, step, input, identity)];
  if (step === "created") drafts.push(...overtaking(family, input, now));
  const told = { ...seen.told, ...(!isTold && { [step]: input.found ? look(input).updatedAt : 0 }) };
  return {
    drafts,
    state: seen.deleted ? seen : { ...(step === "created" && isNewest ? now : seen), told },
    ...(isNewest && { keepFor: [`${family}/deleted`] }),
  };
}

/**
 * Whether reconciliation and a webhook tell the same step. What reconciliation reads later may identify the step
 * otherwise, e.g. by a total that a refund has changed since; so the time counts.
 */
function wasTold({ told }: Seen, step: string, input: MapInput): boolean {
  const foundAt = told?.[step];
  if (foundAt === undefined) return false;
  return input.found === true || look(input).updatedAt <= foundAt;
}

/** What reconciliation sees of a creation is what became of it since: the changes are still to be told. */
const atCreation = (input: MapInput): Seen => ({
  ...look(input),
  updatedAt: timeOf(input.payload.created_at) ?? input.triggeredAt.getTime(),
});

/** An update that overtook the creation and says something else after all. */
function overtaking(family: Family, input: MapInput, created: Seen): EventDraft[] {
  const seen = seenOf(input.state);
  if (!seen.early || !input.last || created.hash === null || seen.hash === created.hash) return [];
  const update = { ...input, payload: input.last, triggeredAt: new Date(seen.early) };
  return [draft(family, "updated", update, `${seen.updatedAt}|${seen.hash}`)];
}

/** Echoes and stale webhooks make no event and do not overwrite what is known. */
function mapUpdated(family: Family, input: MapInput): MapOutput {
  const seen = seenOf(input.state);
  const now = look(input);
  if (seen.deleted || now.updatedAt < seen.updatedAt) return { drafts: [], state: seen };
  // Before its creation was seen, an update this early is taken for the creation's echo: the creation itself is coming.
  const isEarly = seen.updatedAt === 0 && isAtCreation(input.payload, now);
  const isEcho = isEarly || isSame(seen, now, input);
  const drafts = isEcho ? [] : [draft(family, "updated", input, `${now.updatedAt}|${now.hash}`)];
  const state = {
    ...{ ...now, hash: now.hash ?? (isEcho ? seen.hash : null) },
    ...(isEarly && { early: input.triggeredAt.toISOString() }),
    ...(seen.told && { told: seen.told }),
  };
  return { drafts, state, keepFor: [`${family}/deleted`, ...(isEarly ? [`${family}/updated`] : [])] };
}

/** Between a webhook and what reconciliation found only times can be compared. */
function isSame(seen: Seen, now: Seen, { payload }: MapInput): boolean {
  if (seen.updatedAt === 0) return false;
  if (seen.hash !== null && now.hash !== null) return seen.hash === now.hash;
  return seen.updatedAt === now.updatedAt || isAtCreation(payload, now);
}

/** Shopify tells only the id: the event carries what was last known. */
function mapDeleted(family: Family, input: MapInput): MapOutput {
  const data = { [family]: { ...input.last, ...input.payload } };
  return { drafts: [{ ...draft(family, "deleted", input, ""), data }], state: DELETED };
}

/**
 * customers/merge: once it is completed, one of two customers is gone and the other one has what was its own. The
 * customers/delete that may come for it says the same and makes no second event.
 */
export const customerMergeMapper: Mapper = {
  part: CONTENT_PART,
  makes: ["customer/deleted"],
  resource: (payload) => gidOf("Customer", payload.admin_graphql_api_customer_deleted_id, null) ?? undefined,
  customer: (payload) => gidOf("Customer", payload.admin_graphql_api_customer_deleted_id, null),
  alsoLocks: (payload) => [keptCustomer(payload)].filter((gid) => gid !== null),
  leavesOut: (payload) => (isCompleted(payload) ? undefined : "merge_not_completed"),
  usesLast: true,
  map: mapMerge,
};

const keptCustomer = (payload: Payload) =>
  gidOf("Customer", payload.admin_graphql_api_customer_kept_id, null);

const isCompleted = ({ status }: Payload): boolean =>
  typeof status === "string" && status.toLowerCase() === "completed";

function mapMerge(input: MapInput): MapOutput {
  const kept = keptCustomer(input.payload);
  if (kept === null) throw new Error("the payload does not say which customer was kept");
  const lost = input.resource;
  const customer = { ...input.last, admin_graphql_api_id: lost, merged_into: kept };
  return {
    drafts: [{ ...draft("customer", "deleted", input, ""), data: { customer } }],
    state: DELETED,
    merge: { lost, kept },
  };
}

function isAtCreation(payload: Payload, { updatedAt }: Seen): boolean {
  const createdAt = timeOf(payload.created_at);
  return createdAt !== null && updatedAt - createdAt <= ECHO_MS;
}

function look({ payload, triggeredAt, found }: MapInput): Seen {
  const updatedAt = timeOf(payload.updated_at) ?? triggeredAt.getTime();
  const open = {
    ...(isUnpaid(payload) && { paid: updatedAt }),
    ...(isUnsent(payload) && { fulfilled: updatedAt }),
  };
  const isOpen = Object.keys(open).length > 0;
  return { hash: found ? null : contentHash(payload), updatedAt, ...(isOpen && { open }) };
}

const isUnpaid = ({ financial_status: status }: Payload): boolean =>
  typeof status === "string" && ["pending", "authorized", "partially_paid"].includes(status);

/** Customers and products have no such field. */
const isUnsent = ({ fulfillment_status: status }: Payload): boolean =>
  status === null || status === "partial";

function draft(family: Family, step: string, input: MapInput, identity: unknown): EventDraft {
  return {
    topic: `${family}/${step}`,
    key: `${family}/${step}|${input.resource}|${JSON.stringify(identity)}`,
    resource: input.resource,
    customer: customerOf(family, input.payload) ?? input.owner,
    triggeredAt: input.triggeredAt,
    environment: input.payload.test === true ? "test" : "live",
    data: { [family]: input.payload },
  };
}

function customerOf(family: Family, payload: Payload): string | null {
  if (family === "product") return null;
  return family === "order" ? buyerOf(payload) : gidOf("Customer", payload.admin_graphql_api_id, payload.id);
}
