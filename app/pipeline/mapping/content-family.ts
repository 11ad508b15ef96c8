// Orders, customers and products: Shopify sends the whole thing each time, and `updated` for changes that are none.
import type { EventDraft, MapInput, MapOutput, Mapper } from "./draft.ts";
import type { Payload } from "./parse-payload.ts";
import { contentHash, gidOf, objectOf, timeOf } from "./read-payload.ts";

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
}

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
    resource: (payload) => gidOf(GID_TYPE[family], payload.admin_graphql_api_id, payload.id) ?? undefined,
    customer: (payload) => customerOf(family, payload),
    map: (input) =>
      identify
        ? { drafts: [draft(family, step, input, identify(input.payload))], state: stateAfter(step, input) }
        : mapUpdated(family, input),
  };
}

/** Echoes and stale webhooks make no event and do not overwrite what is known. */
function mapUpdated(family: Family, input: MapInput): MapOutput {
  const seen = parseSeen(input.state);
  const now = look(input.payload);
  if (seen && (seen.deleted || now.updatedAt < seen.updatedAt)) return { drafts: [], state: input.state };
  const state = JSON.stringify(now);
  // Before its creation was seen, an update this early is taken for the creation's echo: the creation itself is coming.
  const isEcho = seen ? seen.hash === now.hash : isAtCreation(input.payload, now);
  if (isEcho) return { drafts: [], state };
  return { drafts: [draft(family, "updated", input, `${now.updatedAt}|${now.hash}`)], state };
}

function isAtCreation(payload: Payload, { updatedAt }: Seen): boolean {
  const createdAt = timeOf(payload.created_at);
  return createdAt !== null && updatedAt - createdAt <= ECHO_MS;
}

// Paid, cancelled and fulfilled come with an `updated` of their own, before or after: only that one is compared.
function stateAfter(step: string, { payload, state }: MapInput): string | null {
  if (step === "deleted") return JSON.stringify({ hash: "", updatedAt: 0, deleted: true } satisfies Seen);
  if (step !== "created") return state;
  const seen = parseSeen(state);
  const now = look(payload);
  return seen && (seen.deleted || seen.updatedAt >= now.updatedAt) ? state : JSON.stringify(now);
}

const look = (payload: Payload): Seen => ({
  hash: contentHash(payload),
  updatedAt: timeOf(payload.updated_at) ?? 0,
});

const parseSeen = (state: string | null): Seen | null =>
  state === null ? null : (JSON.parse(state) as Seen);

function draft(family: Family, step: string, input: MapInput, identity: unknown): EventDraft {
  return {
    topic: `${family}/${step}`,
    key: `${family}/${step}|${input.resource}|${JSON.stringify(identity)}`,
    resource: input.resource,
    customer: customerOf(family, input.payload),
    triggeredAt: input.triggeredAt,
    environment: input.payload.test === true ? "test" : "live",
    data: { [family]: input.payload },
  };
}

function customerOf(family: Family, payload: Payload): string | null {
  if (family === "product") return null;
  const person = family === "customer" ? payload : objectOf(payload.customer);
  return person && gidOf("Customer", person.admin_graphql_api_id, person.id);
}
