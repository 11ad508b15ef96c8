// A run of Flow's action as it stands in the inbox.
import type { Payload } from "../../../topics/parse-payload.ts";
import type { EventDraft, MapInput } from "../draft.ts";
import type { Answers, Questions } from "../questions.ts";
import { integerOf, objectOf, textOf } from "../read-payload.ts";

export const FLOW_EVENT = "carillon/flow_event";
export const FLOW_CONTRACT = "carillon/flow_contract";
export const FLOW_LOYALTY = "carillon/flow_loyalty";

/** What every run says, whatever it is about. */
export interface FlowRunPayload extends Payload {
  /** unique in the shop */
  run: string;
  flow_hops: number;
  /** gid */
  customer: string | null;
  /** gid */
  order: string | null;
  /** of Shopify, when it was asked whether the customer and the order exist */
  answers: Answers | null;
}

export const runOf = ({ run }: Payload): string | undefined => textOf(run) ?? undefined;

/** gid of the customer: the workflow's, or that of the order, which Shopify may have told when the run came in or later. */
export function runCustomer(payload: Payload, { order }: Answers = answersOf(payload)): string | null {
  return textOf(payload.customer) ?? (order?.kind === "known" ? order.value.customer : null);
}

/** At least 1. */
export const hopsOf = ({ flow_hops: hops }: Payload): number => Math.max(1, integerOf(hops) ?? 1);

export const withHops = (drafts: EventDraft[], hops: number): EventDraft[] =>
  drafts.map((draft) => ({ ...draft, flowHops: hops }));

const answersOf = ({ answers }: Payload): Answers => (objectOf(answers) ?? {}) as Answers;

/** The input with what Shopify said when the run came in. */
export const withAnswers = (input: MapInput): MapInput => ({
  ...input,
  answers: { ...answersOf(input.payload), ...input.answers },
});

/** What of these Shopify has not said yet. */
export function stillToAsk(payload: Payload, { customer, order }: Questions): Questions {
  const known = answersOf(payload);
  return {
    ...(customer && !known.customer && { customer }),
    ...(order && !known.order && { order }),
  };
}
