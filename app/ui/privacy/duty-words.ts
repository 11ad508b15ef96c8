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
  if (result?.erased_with_customer === true) return "Erased with the customer before it was answered.";
  const figures = NOUNS[kind].flatMap(([key, ...words]) => count(Number(result?.[key] ?? 0), words));
  if (figures.length === 0) return kind === "data_request" ? "Nothing is held." : "Nothing was held.";
  return kind === "data_request" ? `${LIST.format(figures)} found.` : `Erased in ${LIST.format(figures)}.`;
}

/** What is counted, in the order in which it is told. */
const NOUNS: Record<DutyView["kind"], [key: string, one: string, more: string][]> = {
  data_request: [
    ["events", "event", "events"],
    ["webhooks", "webhook", "webhooks"],
    ["states", "state", "states"],
    ["last_payloads", "last payload", "last payloads"],
  ],
  customer_redact: [
    ["events", "event", "events"],
    ["attempts", "attempt", "attempts"],
    ["webhooks", "webhook", "webhooks"],
    ["snapshots", "state", "states"],
    ["last_payloads", "last payload", "last payloads"],
    ["answers", "answer of Shopify’s", "answers of Shopify’s"],
  ],
};

const LIST = new Intl.ListFormat("en-GB");

const count = (number: number, [one, more]: [string, string]): string[] =>
  number === 0 ? [] : [`${number} ${number === 1 ? one : more}`];
