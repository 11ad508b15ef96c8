// A wallet app's yes or no: does the customer carry the pass?
import type { EventDraft, MapInput } from "../draft.ts";
import { customerDraft } from "./customer-draft.ts";
import type { CustomerReading } from "./customer-readings.ts";
import type { Moved } from "./points.ts";
import type { Reading } from "./read-preset.ts";

/** By source. */
export type WalletState = Record<string, { installed: boolean; at: number }>;

export function moveWallet(
  input: MapInput,
  readings: CustomerReading[],
  known: WalletState = {},
): Moved<WalletState> {
  const at = input.triggeredAt.getTime();
  const state = { ...known };
  const drafts: EventDraft[] = [];
  for (const { source, reading } of readings) {
    const before = known[source];
    const installed = isInstalled(reading, before === undefined);
    if (installed === undefined || (before && at < before.at)) continue;
    state[source] = { installed, at };
    if (before && before.installed !== installed) drafts.push(draft(input, source, installed));
  }
  return { state, drafts };
}

/** An app that says nothing yet has no pass of the customer; one that stops saying anything has not removed it. */
function isInstalled(reading: Reading, isFirst: boolean): boolean | undefined {
  if (reading.kind === "value")
    return { true: true, "1": true, false: false, "0": false }[reading.text.toLowerCase()];
  return isFirst && reading.kind !== "unreadable" ? false : undefined;
}

const UNKNOWN = ["serial_number", "created_at", "deleted_at"];

function draft(input: MapInput, source: string, installed: boolean): EventDraft {
  const unknown = Object.fromEntries(UNKNOWN.map((field) => [field, null]));
  return customerDraft(input, {
    topic: installed ? "wallet_pass/installed" : "wallet_pass/removed",
    identity: `${source}|${input.triggeredAt.toISOString()}`,
    data: { pass_instance: { status: installed ? "Installed" : "Removed", ...unknown } },
    unavailable: Object.fromEntries(UNKNOWN.map((field) => [`pass_instance.${field}`, "unknown"])),
  });
}
