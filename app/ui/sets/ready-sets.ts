// The topics that stand for all that another system sends, out of the table that says what its events are here.
import { TOPICS, type TopicName } from "../../topics/catalog.ts";
import { REFERENCE_EVENTS } from "../../topics/reference-events.ts";

/** As the table names them. */
export const READY_SETS = ["Smartrr", "Subscribfy", "Shoprocket", "Website builder"] as const;

export type ReadySet = (typeof READY_SETS)[number];

/** In the catalogue's order. */
export function topicsOfSet(set: ReadySet): TopicName[] {
  const named = new Set(
    REFERENCE_EVENTS.filter(({ system }) => system === set).flatMap(({ topics }) => topics),
  );
  return TOPICS.map(({ name }) => name).filter((name) => named.has(name));
}
