// Orders, customers and products: Shopify sends the whole thing each time, and `updated` for changes that are none.

import type { Payload } from "../../topics/parse-payload.ts";
import type { EventDraft, MapInput, MapOutput, Mapper } from "./draft.ts";
import { buyerOf, contentHash, gidOf, timeOf } from "./read-payload.ts";

type Family = "order" | "customer" | "product";

const GID_TYPE = { order: "Order", customer: "Customer", product: "Product" } as const;

/** An `updated` this close to the creation only repeats it (shopify-app-js#603 and Shopify's own advice). */
const ECHO_MS = 2_000;

interface Seen {
  hash: string;
  /** milliseconds */
  updatedAt: number;
  /** nothing follows a deletion but echoes */
  deleted?: true;
  /** of an update that came before its creation and was taken for an echo; RFC 3339 */
  early?: string;
}

const DELETED: Seen = { hash: "", updatedAt: 0, deleted: true };

/** What makes an order's step the same step, told twice. */
const STEPS: Record<string, (payload: Payload) => unknown> = {
  created: () => "",
  deleted: () => "",
  paid: (payload) => payload.current_total_price ?? payload.total_price ?? "",
  cancelled: (payload) => payload.cancelled_at ?? "",
  fulfilled: (payload) => (Array.isArray(payload.fulfillments) ? payload.fulfillments.length : ""),
};

/** Maps one of Shopify's topics to `family/step`. */
export function contentMapper(family: Family, step: string): Mapper {
  const identify = STEPS[step];
  return {
    part: "content",
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
  const seen = input.state as Seen | null;
  const now = look(input);
  const isNewest = !seen || (!seen.deleted && seen.updatedAt < now.updatedAt);
  const drafts = [draft(family, step, input, identity)];
  if (step === "created") drafts.push(...overtaking(family, input, now));
  return {
    drafts,
    state: step === "created" && isNewest ? now : seen,
    ...(isNewest && { keepFor: [`${family}/deleted`] }),
  };
}

/** An update that overtook the creation and says something else after all. */
function overtaking(family: Family, input: MapInput, created: Seen): EventDraft[] {
  const seen = input.state as Seen | null;
  if (!seen?.early || !input.last || seen.hash === created.hash) return [];
  const update = { ...input, payload: input.last, triggeredAt: new Date(seen.early) };
  return [draft(family, "updated", update, `${seen.updatedAt}|${seen.hash}`)];
}

/** Echoes and stale webhooks make no event and do not overwrite what is known. */
function mapUpdated(family: Family, input: MapInput): MapOutput {
  const seen = input.state as Seen | null;
  const now = look(input);
  if (seen && (seen.deleted || now.updatedAt < seen.updatedAt)) return { drafts: [], state: seen };
  // Before its creation was seen, an update this early is taken for the creation's echo: the creation itself is coming.
  const isEarly = !seen && isAtCreation(input.payload, now);
  const isEcho = isEarly || seen?.hash === now.hash;
  const drafts = isEcho ? [] : [draft(family, "updated", input, `${now.updatedAt}|${now.hash}`)];
  const state = isEarly ? { ...now, early: input.triggeredAt.toISOString() } : now;
  return { drafts, state, keepFor: [`${family}/deleted`, ...(isEarly ? [`${family}/updated`] : [])] };
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
  part: "content",
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

const look = ({ payload, triggeredAt }: MapInput): Seen => ({
  hash: contentHash(payload),
  updatedAt: timeOf(payload.updated_at) ?? triggeredAt.getTime(),
});

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
