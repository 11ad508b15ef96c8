// Runs webhooks of one shop through the mappers in the order given, with the state and the deduplication that the
// stages around them provide.
import type { EventDraft } from "../../app/pipeline/mapping/draft.ts";
import { MAPPERS } from "../../app/pipeline/mapping/mappers.ts";
import { parsePayload } from "../../app/pipeline/mapping/parse-payload.ts";

export interface Step {
  topic: string;
  body: string;
  triggeredAt?: string;
}

/** The drafts whose key is new, in order. */
export function mapSequence(steps: Step[]): EventDraft[] {
  const states = new Map<string, string | null>();
  const drafts = new Map<string, EventDraft>();
  for (const { topic, body, triggeredAt = "2026-11-20T10:00:00Z" } of steps) {
    const mapper = MAPPERS.get(topic);
    const payload = parsePayload(body);
    const resource = payload && mapper?.resource(payload);
    if (!mapper || !payload || !resource) throw new Error(`cannot map ${topic}`);
    const input = {
      topic,
      payload,
      triggeredAt: new Date(triggeredAt),
      resource,
      state: states.get(resource) ?? null,
    };
    const output = mapper.map(input);
    states.set(resource, output.state);
    for (const draft of output.drafts) if (!drafts.has(draft.key)) drafts.set(draft.key, draft);
  }
  return [...drafts.values()];
}

export const topicsOf = (steps: Step[]): string[] => mapSequence(steps).map(({ topic }) => topic);
