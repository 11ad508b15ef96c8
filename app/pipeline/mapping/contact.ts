// contact/updated: whatever changes of a contact within half a minute is told once. The gathering is a part of the
// customer's state, so it outlives a restart.

import type { Payload } from "../../topics/parse-payload.ts";
import { customerData, whyNoAnswer } from "./customer-data.ts";
import type { FollowUp, MapInput, MapOutput, Mapper, Settler } from "./draft.ts";
import { contentHash, gidOf, hashOf, objectOf, textOf, timeOf } from "./read-payload.ts";

export const CONTACT_DUE = "carillon/contact_due";
const GATHER_MS = 30_000;

type Change = "created" | "details" | "tags" | "email_consent" | "sms_consent" | "whats_app_consent";

interface Gathered {
  /** RFC 3339 */
  since: string;
  changes: Change[];
  tagsAdded: string[];
  tagsRemoved: string[];
  consent: Record<string, string | null>;
}

interface ContactState {
  /** of the customer's details as last seen; null before that */
  hash: string | null;
  gathered: Gathered | null;
  /** the newest `updated_at` that was seen; in milliseconds */
  at?: number;
  /** reconciliation found what is of that time: how a webhook writes it is not known */
  found?: true;
}

const NEW: ContactState = { hash: null, gathered: null };

interface Signal {
  change: Change;
  tagsAdded?: string[];
  tagsRemoved?: string[];
  consent?: Record<string, string | null>;
}

/** Shopify's topic → what it says. */
const SIGNALS: Record<string, (payload: Payload) => Signal> = {
  "customers/create": () => ({ change: "created" }),
  "customers/update": () => ({ change: "details" }),
  "customer.tags_added": (payload) => ({ change: "tags", tagsAdded: tagsOf(payload) }),
  "customer.tags_removed": (payload) => ({ change: "tags", tagsRemoved: tagsOf(payload) }),
  "customers_email_marketing_consent/update": consent("email", "email_marketing_consent"),
  "customers_marketing_consent/update": consent("sms", "sms_marketing_consent"),
  "customers_whats_app_marketing_consent/update": consent("whats_app", "whats_app_marketing_consent"),
};

export const CONTACT_TOPICS = Object.keys(SIGNALS);

export const contactMapper: Mapper = {
  part: "contact",
  makes: ["contact/updated"],
  resource: contactOf,
  customer: (payload) => contactOf(payload) ?? null,
  map: gather,
  // Tags and consents are gathered for whoever wants to hear of them.
  unchosen: ({ state }) => ({ drafts: [], state: { ...contactState(state), gathered: null } }),
};

/** Its follow-up, for which Shopify is asked what the contact looks like now. */
export const contactDueMapper: Mapper = {
  part: "contact",
  makes: ["contact/updated"],
  resource: (payload) => textOf(payload.customer) ?? undefined,
  customer: (payload) => textOf(payload.customer),
  asks: (payload) => ({ customer: textOf(payload.customer) ?? "" }),
  map: tell,
};

export const settleContact: Settler = ({ resource, state }) => {
  const { gathered } = contactState(state);
  const followUps: FollowUp[] = gathered
    ? [
        {
          topic: CONTACT_DUE,
          payload: { customer: resource, gathered },
          key: `${resource}|${gathered.since}`,
        },
      ]
    : [];
  return { drafts: [], state: { ...contactState(state), gathered: null }, followUps };
};

const contactState = (state: unknown): ContactState => (state as ContactState | null) ?? NEW;

/** The topics name the customer in four ways. */
function contactOf(payload: Payload): string | undefined {
  const given = payload.admin_graphql_api_id ?? payload.customerId ?? payload.customer_id;
  const gid = gidOf("Customer", given, payload.customer_id ?? payload.customerId ?? payload.id);
  return gid ?? undefined;
}

function gather(input: MapInput): MapOutput {
  const { topic, payload, now } = input;
  const state = contactState(input.state);
  const signal = SIGNALS[topic]?.(payload);
  if (!signal) throw new Error(`${topic} says nothing of contacts`);
  const isWhole = topic === "customers/create" || topic === "customers/update";
  const { isEcho, ...seen } = isWhole ? look(input, state) : { ...state, isEcho: false };
  const gathered = isEcho ? state.gathered : merge(state.gathered ?? empty(now), signal);
  const dueAt = gathered ? new Date(Date.parse(gathered.since) + GATHER_MS) : undefined;
  return { drafts: [], state: { ...seen, gathered }, dueAt };
}

/**
 * An update that changes nothing comes with every order. What reconciliation found is written otherwise than the
 * webhook that comes late: there the time tells that it is the same.
 */
function look({ payload, found }: MapInput, { hash, at = 0, ...known }: ContactState) {
  const updatedAt = timeOf(payload.updated_at) ?? 0;
  const isSeen = updatedAt <= at;
  const newest = Math.max(updatedAt, at);
  if (found) return { hash, at: newest, ...((known.found || !isSeen) && { found }), isEcho: isSeen };
  const seen = contentHash(payload);
  const isOlder = known.found && updatedAt < at;
  const isEcho = seen === hash || (known.found === true && isSeen);
  return { hash: seen, at: newest, ...(isOlder && { found: true as const }), isEcho };
}

const empty = (now: Date): Gathered => ({
  since: now.toISOString(),
  changes: [],
  tagsAdded: [],
  tagsRemoved: [],
  consent: {},
});

const union = <T>(a: T[], b: T[] = []): T[] => [...new Set([...a, ...b])];

const merge = (gathered: Gathered, signal: Signal): Gathered => ({
  since: gathered.since,
  changes: union(gathered.changes, [signal.change]).sort(),
  tagsAdded: union(gathered.tagsAdded, signal.tagsAdded),
  tagsRemoved: union(gathered.tagsRemoved, signal.tagsRemoved),
  consent: { ...gathered.consent, ...signal.consent },
});

function tell(input: MapInput): MapOutput {
  const { payload, resource, answers, rules, state } = input;
  const gathered = objectOf(payload.gathered) as Gathered | null;
  if (!gathered) throw new Error("the follow-up does not say what was gathered");
  const { customer, unavailable } = customerData(resource, answers.customer, rules);
  const phone = answers.customer?.kind === "known" ? answers.customer.value.phone : null;
  const contact = {
    ...pick(customer, ["id", "email", "name", "first_name", "last_name"]),
    phone,
    tags_added: gathered.tagsAdded,
    tags_removed: gathered.tagsRemoved,
    email_marketing_state: gathered.consent.email ?? null,
    sms_marketing_state: gathered.consent.sms ?? null,
    whats_app_marketing_state: gathered.consent.whats_app ?? null,
  };
  const missing = missingOf(contact, unavailable, whyNoAnswer(answers.customer));
  const draft = {
    topic: "contact/updated",
    key: `contact/updated|${resource}|${gathered.since}|${hashOf(gathered)}`,
    resource,
    customer: resource,
    triggeredAt: new Date(gathered.since),
    environment: "live" as const,
    data: { contact, changes: gathered.changes, customer, unavailable: { ...unavailable, ...missing } },
  };
  return { drafts: [draft], state, ...(contactDue(state) && { dueAt: contactDue(state) }) };
}

/** The consent that was not changed was not told; the rest is missing for the reason that the customer's is. */
function missingOf(
  contact: Record<string, unknown>,
  ofCustomer: Record<string, string>,
  otherwise: string,
): Record<string, string> {
  const fields = Object.keys(contact).filter((field) => contact[field] === null);
  const why = (field: string) =>
    field.endsWith("_state") ? "not_asked" : (ofCustomer[`customer.${field}`] ?? otherwise);
  return Object.fromEntries(fields.map((field) => [`contact.${field}`, why(field)]));
}

/** What is being gathered by now keeps its time. */
function contactDue(state: unknown): Date | undefined {
  const { gathered } = contactState(state);
  return gathered ? new Date(Date.parse(gathered.since) + GATHER_MS) : undefined;
}

const pick = (from: Record<string, unknown>, fields: string[]) =>
  Object.fromEntries(fields.map((field) => [field, from[field] ?? null]));

function consent(channel: string, field: string): (payload: Payload) => Signal {
  return (payload) => ({
    change: `${channel}_consent` as Change,
    consent: { [channel]: textOf(objectOf(payload[field])?.state)?.toLowerCase() ?? null },
  });
}

const tagsOf = ({ tags }: Payload): string[] =>
  Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
