// A rule or a tier of the loyalty program itself, wherever it is kept: not a customer's.
import type { EventDraft, MapInput } from "../draft.ts";

export type Noun = "rule" | "tier";
export type Step = "created" | "updated";

export interface Definition {
  /** gid, or what the loyalty app calls it */
  id: string | null;
  /** metaobject type, "segment", or the shop metafield it stands in */
  type: string;
  handle: string | null;
  name: string | null;
  /** as they come */
  fields: Record<string, unknown>;
}

/** `identity` tells it from the resource's other events of the topic; a creation has none. */
export function definitionDraft(
  { resource, triggeredAt }: Pick<MapInput, "resource" | "triggeredAt">,
  { noun, step }: { noun: Noun; step: Step },
  definition: Definition,
  identity = "",
): EventDraft {
  const topic = `loyalty/${noun}_${step}`;
  const about = noun === "rule" ? { rule: definition } : { tier: definition.name, definition };
  return {
    topic,
    key: identity === "" ? `${topic}|${resource}` : `${topic}|${resource}|${identity}`,
    resource,
    customer: null,
    triggeredAt,
    environment: "live",
    data: { customer: null, ...about, unavailable: {} },
  };
}
