// Runs a few mappers and settlers as the stages around them would: with the stored state, a clock that only the test
// moves, follow-ups that are taken in once, and what Shopify answers to their questions.
import { readFileSync } from "node:fs";
import type { EventDraft, FollowUp, MapOutput, Mapper, Settler } from "../../app/pipeline/mapping/draft.ts";
import type { Answers, Questions } from "../../app/pipeline/mapping/questions.ts";
import { type Rules, rulesSchema } from "../../app/rules/rules-schema.ts";
import { type Payload, parsePayload } from "../../app/topics/parse-payload.ts";

export interface Registry {
  mappers: Record<string, Mapper[]>;
  settlers?: Record<string, Settler>;
}

export interface Webhook {
  topic: string;
  /** JSON text, or what becomes it */
  body: unknown;
  triggeredAt?: string;
  answers?: Answers;
}

export interface Shop {
  rules?: unknown;
  /** what Shopify says to questions that a webhook brings no answers for */
  answer?: (questions: Questions) => Answers;
  /** the customer that a resource belongs to, where earlier webhooks told */
  owners?: Record<string, string>;
}

export const START = "2026-11-20T10:00:00.000Z";

export const customerGid = (id: number | string = 1): string => `gid://shopify/Customer/${id}`;

export const rulesOf = (rules: unknown = {}): Rules => rulesSchema.parse(rules);

/** One of Shopify's documented samples, as text. */
export const sample = (name: string): string =>
  readFileSync(new URL(`../fixtures/shopify/${name}.json`, import.meta.url), "utf8");

/** A draft's data as a receiver reads it. */
export const dataOf = (draft: EventDraft | undefined): Record<string, unknown> =>
  JSON.parse(JSON.stringify(draft?.data ?? null));

export function openShop(registry: Registry, { rules: given, answer, owners = {} }: Shop = {}) {
  const rules = rulesOf(given);
  const parts = new Map<
    string,
    { resource: string; part: string; state: string; dueAt?: Date | undefined }
  >();
  const customers = new Map(Object.entries(owners));
  const drafts = new Map<string, EventDraft>();
  const followUps = new Map<string, FollowUp>();
  const leftOut: string[] = [];
  let now = new Date(START);

  function take(resource: string, part: string, output: MapOutput): void {
    parts.set(`${resource} ${part}`, {
      ...{ resource, part },
      state: JSON.stringify(output.state),
      dueAt: output.dueAt,
    });
    for (const draft of output.drafts) if (!drafts.has(draft.key)) drafts.set(draft.key, draft);
    for (const followUp of output.followUps ?? []) {
      const key = `${followUp.topic} ${followUp.key}`;
      if (followUps.has(key)) continue;
      followUps.set(key, followUp);
      receive({ topic: followUp.topic, body: followUp.payload, triggeredAt: now.toISOString() });
    }
  }

  function map(mapper: Mapper, payload: Payload, { topic, triggeredAt = START, answers }: Webhook): void {
    const reason = mapper.leavesOut?.(payload, rules);
    const resource = mapper.resource(payload);
    if (reason) leftOut.push(reason);
    if (reason || resource === undefined) return;
    const questions = mapper.asks?.(payload, rules) ?? {};
    const owner = mapper.customer(payload) ?? customers.get(resource) ?? null;
    if (owner) customers.set(resource, owner);
    const output = mapper.map({
      ...{ topic, payload, resource, owner, rules, now },
      state: JSON.parse(parts.get(`${resource} ${mapper.part}`)?.state ?? "null"),
      triggeredAt: new Date(triggeredAt),
      answers: answers ?? (Object.keys(questions).length > 0 ? (answer?.(questions) ?? {}) : {}),
      last: null,
    });
    take(resource, mapper.part, output);
  }

  function receive(webhook: Webhook): void {
    const { body } = webhook;
    const payload = parsePayload(typeof body === "string" ? body : JSON.stringify(body));
    if (!payload) throw new Error("the body is no object");
    for (const mapper of registry.mappers[webhook.topic] ?? []) map(mapper, payload, webhook);
  }

  /** Moves the clock and settles what is due. */
  function wait(ms: number): void {
    now = new Date(now.getTime() + ms);
    for (const { resource, part, state, dueAt } of [...parts.values()]) {
      if (!dueAt || dueAt > now) continue;
      const settler = registry.settlers?.[part];
      if (!settler) throw new Error(`nobody settles ${part}`);
      const owner = customers.get(resource) ?? null;
      take(resource, part, settler({ resource, state: JSON.parse(state), owner, rules, now }));
    }
  }

  return {
    receive,
    wait,
    leftOut,
    drafts: () => [...drafts.values()],
    topics: () => [...drafts.values()].map(({ topic }) => topic),
    followUps: () => [...followUps.values()],
    stateOf: (resource: string, part: string) =>
      JSON.parse(parts.get(`${resource} ${part}`)?.state ?? "null"),
    dueAtOf: (resource: string, part: string) => parts.get(`${resource} ${part}`)?.dueAt,
  };
}
