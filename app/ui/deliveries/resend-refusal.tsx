import { Banner } from "@shopify/polaris";

/** What the resend route answers. */
export type ResendAnswer = { kind: "queued" } | { kind: Refusal };

export type Refusal = keyof typeof REFUSALS;

const REFUSALS = {
  unavailable: {
    title: "Carillon could not be reached",
    text: "The delivery was not sent again. Try once more in a moment.",
  },
  in_flight: {
    title: "This delivery is being sent right now",
    text: "Wait for the attempt to end. It will appear below.",
  },
  endpoint_disabled: {
    title: "The endpoint is disabled",
    text: "Nothing is sent to a disabled or deleted endpoint.",
  },
  payload_expired: {
    title: "The body of this event is no longer stored",
    text: "It has passed the time that bodies are kept, so it cannot be sent again.",
  },
} as const;

const NOT_USED = {
  title: "No workflow uses this trigger",
  text: "Or it has been stopped, because sending failed for days. The page “Shopify Flow” says which.",
};

interface ResendRefusalProps {
  refusal: Refusal;
  /** whether it goes to Shopify Flow, and not to an endpoint */
  toFlow: boolean;
}

/** Why a delivery was not sent again. */
export function ResendRefusal({ refusal, toFlow }: ResendRefusalProps) {
  const { title, text } = toFlow && refusal === "endpoint_disabled" ? NOT_USED : REFUSALS[refusal];
  return (
    <Banner tone="warning" title={title}>
      <p>{text}</p>
    </Banner>
  );
}
