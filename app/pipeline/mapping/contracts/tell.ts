// Makes the events of one thing that happened to a contract: one, or one for each family of a mixed contract.
import { createHash } from "node:crypto";
import type { EventDraft, MapInput } from "../draft.ts";
import { contractCustomer, contractData, type Data } from "./contract-data.ts";
import { type Family, familiesOf, hasTwin } from "./contract-kind.ts";
import type { ContractState } from "./contract-state.ts";
import type { FamilyChange } from "./diff.ts";
import { type ContractStatus, currentStatus } from "./history.ts";

export interface Happening {
  /** the topic's last part */
  event: string;
  /** What tells it from another of its kind: revision, cycle, attempt. */
  identity: string;
  triggeredAt: Date;
  /** when the webhook itself says it */
  status?: ContractStatus | null;
  changes?: FamilyChange[];
  /** the topic's own fields */
  more?: Data;
  /** why fields of `more` are null: path → reason */
  unavailable?: Record<string, string>;
  /** names the action, where several events tell of it */
  action?: string;
}

export function tell(input: MapInput, state: ContractState, happening: Happening): EventDraft[] {
  const { event } = happening;
  const concerned = concernedFamilies(state, happening);
  const action = happening.action ?? (concerned.length > 1 ? `${event}|${happening.identity}` : undefined);
  const groupId = action === undefined ? null : groupOf(input.resource, action);
  return concerned.map((family, index) => draft(input, state, happening, { family, groupId, index }));
}

/** Of changes only the families hear whose lines they concern, also one whose last line has just gone. */
function concernedFamilies({ kind }: ContractState, { event, changes }: Happening): Family[] {
  const families = familiesOf(kind, event);
  if (!changes) return families;
  const gone = hasTwin(event) ? changes.flatMap(({ family }) => family ?? []) : [];
  return [...new Set([...families, ...gone])].filter((family) => changesOf(changes, family).length > 0);
}

const changesOf = (changes: FamilyChange[], family: Family) =>
  changes.filter((change) => change.family === null || change.family === family);

interface Telling {
  family: Family;
  groupId: string | null;
  index: number;
}

function draft(
  input: MapInput,
  state: ContractState,
  happening: Happening,
  { family, groupId, index }: Telling,
): EventDraft {
  const { event, identity, triggeredAt, unavailable = {} } = happening;
  const status = happening.status ?? currentStatus(state.history);
  const changes = changesOf(happening.changes ?? [], family).map(({ family: _, ...change }) => change);
  const lines = hasTwin(event) ? family : null;
  const story = { status, kind: state.kind, lines, changes, groupId, unavailable };
  return {
    topic: `${family}/${event}`,
    // Without the family: after a change of the rule a late repeat is still the same event.
    key: `contract/${event}|${input.resource}|${identity}${index > 0 ? `|${family}` : ""}`,
    resource: input.resource,
    customer: contractCustomer(input),
    triggeredAt,
    environment: "live",
    data: contractData(input, story, happening.more),
  };
}

/** Names an action that several events tell of. */
export const groupOf = (resource: string, action: string): string =>
  `grp_${createHash("sha256").update(`${resource}|${action}`).digest("hex").slice(0, 32)}`;
