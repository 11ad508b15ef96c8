// PURE: which triggers a shop uses, from what Flow says of them.
import { FLOW_TRIGGERS } from "../topics/flow/triggers.ts";

const ALL = FLOW_TRIGGERS.map(({ handle }) => handle);

/**
 * The triggers that one of Flow's definitions may be, by handle. Flow names them by title, handle, gid or number; a
 * name that tells nothing may be any of them.
 */
export function triggersOfDefinition(definitionId: string): readonly string[] {
  const name = definitionId.trim().toLowerCase();
  const last = name.split("/").at(-1);
  const known = FLOW_TRIGGERS.find(
    (trigger) => trigger.handle === last || trigger.name.toLowerCase() === name,
  );
  return known ? [known.handle] : ALL;
}

/** `enabled`: the definitions that some workflow of the shop uses. */
export const usedTriggers = (enabled: string[]): Set<string> =>
  new Set(enabled.flatMap((definitionId) => triggersOfDefinition(definitionId)));
