// The topics that stand for all that another system sends, out of the table that says what its events are here.
import { TOPICS, type TopicName } from "../../topics/catalog.ts";
import { REFERENCE_EVENTS, type ReferenceEvent } from "../../topics/reference-events.ts";

export type ReadySet = ReferenceEvent["system"];

export const READY_SETS: readonly ReadySet[] = [...new Set(REFERENCE_EVENTS.map(({ system }) => system))];

/** In the catalogue's order. */
export function topicsOfSet(set: ReadySet): TopicName[] {
  const named = new Set(
    REFERENCE_EVENTS.filter(({ system }) => system === set).flatMap(({ topics }) => topics),
  );
  return TOPICS.map(({ name }) => name).filter((name) => named.has(name));
}
