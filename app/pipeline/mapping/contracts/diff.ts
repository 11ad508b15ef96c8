// What changed between two snapshots of a contract, in the reasons that merchants know.
import type { Family } from "./contract-kind.ts";
import type { ContractSnapshot, SnapshotLine } from "./snapshot.ts";

type Reason =
  | "payment_frequency_changed"
  | "next_order_date_changed"
  | "shipping_changed"
  | "product_updated"
  | "product_added"
  | "product_removed";

export interface Change {
  reason: Reason;
  line_id: string | null;
  before: unknown;
  after: unknown;
}

/** A change with the family whose line it concerns; null when it concerns the whole contract. */
export interface FamilyChange extends Change {
  family: Family | null;
}

export function diffContracts(before: ContractSnapshot, after: ContractSnapshot): FamilyChange[] {
  return [...policyChanges(before, after), ...dateChange(before, after), ...lineChanges(before, after)];
}

const change = (reason: Reason, before: unknown, after: unknown): FamilyChange => ({
  reason,
  line_id: null,
  before,
  after,
  family: null,
});

/** A new delivery rhythm that comes with a new payment rhythm is the same story. */
function policyChanges(before: ContractSnapshot, after: ContractSnapshot): FamilyChange[] {
  const changes: FamilyChange[] = [];
  const frequency = differ(before.billing, after.billing);
  if (frequency) changes.push(change("payment_frequency_changed", before.billing, after.billing));
  const rhythm = !frequency && differ(before.delivery, after.delivery);
  if (rhythm || differ(before.shipping, after.shipping))
    changes.push(
      change(
        "shipping_changed",
        { ...before.shipping, policy: before.delivery },
        { ...after.shipping, policy: after.delivery },
      ),
    );
  return changes;
}

function dateChange(before: ContractSnapshot, after: ContractSnapshot): FamilyChange[] {
  return dateMoved(before, after)
    ? [change("next_order_date_changed", before.nextOrderDate, after.nextOrderDate)]
    : [];
}

/** Dates are compared as moments: Shopify writes the same one in several time zones. */
export function dateMoved(before: ContractSnapshot, after: ContractSnapshot): boolean {
  const moment = ({ nextOrderDate: date }: ContractSnapshot) => (date === null ? null : Date.parse(date));
  return after.lines !== null && before.lines !== null && moment(before) !== moment(after);
}

function lineChanges(before: ContractSnapshot, after: ContractSnapshot): FamilyChange[] {
  if (!before.lines || !after.lines) return [];
  const removed = new Map(Object.entries(before.lines).filter(([id]) => !after.lines?.[id]));
  const changes: FamilyChange[] = [];
  for (const [id, line] of Object.entries(after.lines)) {
    const known = before.lines[id];
    const replaced = known ? undefined : takeReplaced(removed, line);
    if (known ? differ(content(known), content(line)) : replaced)
      changes.push(lineChange("product_updated", id, known ?? replaced ?? null, line));
    else if (!known) changes.push(lineChange("product_added", id, null, line));
  }
  for (const [id, line] of removed) changes.push(lineChange("product_removed", id, line, null));
  return changes;
}

/** A line that went while another of the same quantity came was replaced by it. */
function takeReplaced(removed: Map<string, SnapshotLine>, line: SnapshotLine): SnapshotLine | undefined {
  for (const [id, candidate] of removed) {
    if (candidate.quantity !== line.quantity || candidate.isMembership !== line.isMembership) continue;
    removed.delete(id);
    return candidate;
  }
  return undefined;
}

function lineChange(
  reason: Reason,
  id: string,
  before: SnapshotLine | null,
  after: SnapshotLine | null,
): FamilyChange {
  const family = (after ?? before)?.isMembership ? "membership" : "subscription";
  return { reason, line_id: id, before: before && content(before), after: after && content(after), family };
}

const content = ({ product, variant, quantity, price }: SnapshotLine) => ({
  product_id: product,
  variant_id: variant,
  quantity,
  price,
});

/** Unknown is not different. */
const differ = (a: unknown, b: unknown): boolean =>
  a !== null && b !== null && JSON.stringify(a) !== JSON.stringify(b);
