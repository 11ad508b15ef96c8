import { ask } from "./ask.ts";
import { shownSaveBars } from "./save-bar.ts";

const LEAVE = { yes: "Leave page", no: "Keep editing", tone: "critical" } as const;

/** Resolves when no save bar is shown or the merchant agrees to lose the changes; otherwise never. */
export async function leaveConfirmation(): Promise<void> {
  const bars = shownSaveBars();
  if (bars.length === 0) return;
  if (!(await ask("Leave page with unsaved changes?", LEAVE))) return new Promise(() => undefined);
  for (const bar of bars) await bar.hide();
}
