// Runs webhooks of one shop through the mappers in the order given, with the state, the clock and the deduplication
// that the stages around them provide.
import type { EventDraft, FollowUp, MapOutput } from "../../app/pipeline/mapping/draft.ts";
import { MAPPERS } from "../../app/pipeline/mapping/mappers.ts";
import type { Answers, Questions } from "../../app/pipeline/mapping/questions.ts";
import { SETTLERS } from "../../app/pipeline/mapping/settlers.ts";
import { NO_RULES, type Rules } from "../../app/rules/rules-schema.ts";
import { type Payload, parsePayload } from "../../app/topics/parse-payload.ts";

export interface Step {
  topic: string;
  body: string;
  triggeredAt?: string;
  /** how much later it comes than the one before, ms; nothing is settled meanwhile */
  after?: number;
  /** what Shopify says when it is asked about this webhook */
  answers?: Answers;
}

export interface Around {
  rules?: Rules;
  /** what Shopify says to the questions of a follow-up */
  answer?: (questions: Questions) => Answers;
  /** how long the shop is watched after the last webhook, ms */
  watch?: number;
}

const START = "2026-11-20T10:00:00Z";
const MINUTE = 60_000;

/** The drafts whose key is new, in order. */
export function mapSequence(
  steps: Step[],
  { rules = NO_RULES, answer, watch = 2 * MINUTE }: Around = {},
): EventDraft[] {
  const parts = new Map<string, { state: unknown; dueAt?: Date | undefined }>();
  const owners = new Map<string, string | null>();
  const payloads = new Map<string, Payload>();
  const drafts = new Map<string, EventDraft>();
  let now = new Date(START);

  function take(resource: string, part: string, output: MapOutput): void {
    parts.set(`${resource} ${part}`, { state: output.state, dueAt: output.dueAt });
    for (const draft of output.drafts) if (!drafts.has(draft.key)) drafts.set(draft.key, draft);
    for (const followUp of output.followUps ?? []) map(toStep(followUp));
  }

  function toStep({ topic, payload }: FollowUp): Step {
    const asked = (MAPPERS.get(topic) ?? []).flatMap((mapper) => mapper.asks?.(payload, rules) ?? []);
    const answers = answer?.(Object.assign({}, ...asked));
    return {
      topic,
      body: JSON.stringify(payload),
      triggeredAt: now.toISOString(),
      ...(answers && { answers }),
    };
  }

  function map({ topic, body, triggeredAt = START, answers = {} }: Step): void {
    const payload = parsePayload(body) as Payload;
    for (const mapper of MAPPERS.get(topic) ?? []) {
      const resource = mapper.resource(payload);
      if (mapper.leavesOut?.(payload, rules) || resource === undefined) continue;
      const owner = mapper.customer(payload) ?? owners.get(resource) ?? null;
      owners.set(resource, owner);
      const state = parts.get(`${resource} ${mapper.part}`)?.state ?? null;
      const at = new Date(triggeredAt);
      const last = mapper.usesLast ? (payloads.get(resource) ?? null) : null;
      if (mapper.usesLast) payloads.delete(resource);
      const input = { topic, payload, resource, owner, state, rules, now, answers, triggeredAt: at, last };
      const output = mapper.map(input);
      if (output.keepFor) payloads.set(resource, payload);
      take(resource, mapper.part, output);
    }
  }

  function settle(): boolean {
    const due = [...parts].find(([, { dueAt }]) => dueAt && dueAt <= now);
    if (!due) return false;
    const [key, { state }] = due;
    const [resource = "", part = ""] = key.split(" ");
    const settler = SETTLERS.get(part);
    if (!settler) throw new Error(`nobody settles ${part}`);
    take(resource, part, settler({ resource, state, owner: owners.get(resource) ?? null, rules, now }));
    return true;
  }

  for (const step of steps) {
    now = new Date(now.getTime() + (step.after ?? 0));
    map(step);
  }
  now = new Date(now.getTime() + watch);
  while (settle());
  return [...drafts.values()];
}

export const topicsOf = (steps: Step[], around?: Around): string[] =>
  mapSequence(steps, around).map(({ topic }) => topic);
