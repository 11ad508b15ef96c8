import type { DutyView } from "../../queries/duties.ts";

export const KIND_WORDS: Record<DutyView["kind"], string> = {
  data_request: "Asked for their data",
  customer_redact: "To be erased",
};

/** What became of it, in a sentence. */
export function dutyResult({ kind, status, result, reason }: DutyView): string {
  if (status === "failed")
    return `Not done: ${reason ?? "it is not known why."} Whoever runs Carillon has to look into it.`;
  if (status === "pending") return reason === null ? "Being done." : `To be tried again. ${reason}`;
  const { events = 0, webhooks = 0 } = result ?? {};
  if (Number(events) + Number(webhooks) === 0)
    return kind === "data_request" ? "Nothing is held." : "Nothing was held.";
  const figures = `${count(Number(events), "event")} and ${count(Number(webhooks), "webhook")}`;
  return kind === "data_request" ? `${figures} found.` : `Erased in ${figures}.`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
