// Why Shopify Flow did not get an event and what to do about it, for merchants: the other side is Shopify here.

interface Words {
  /** one sentence: what happened */
  what: string;
  /** one or two sentences: what helps */
  advice: string;
}

interface FlowFailure {
  reason: string;
  statusCode: number | null;
  /** Shopify's words, or what is missing */
  detail: string | null;
}

const BY_ITSELF = "Carillon tries it again by itself.";

/** undefined for what is the same wherever it was sent. */
export function diagnoseFlow({ reason, statusCode, detail }: FlowFailure): Words | undefined {
  switch (reason) {
    case "flow_refused":
      return /invalid handle/i.test(detail ?? "") ? NOT_DEPLOYED : REFUSED;
    case "flow_incomplete":
      return {
        what: `The event has no ${detail ?? "customer, or lacks a field"}, which this trigger must have, so nothing was sent.`,
        advice: "Endpoints get such events all the same; only Shopify Flow cannot take them.",
      };
    case "not_connected":
      return NOT_CONNECTED;
    case "timeout":
      return { what: "Shopify did not answer in time.", advice: BY_ITSELF };
    case "connection":
      return { what: "Shopify could not be reached.", advice: BY_ITSELF };
    case "http_status":
      return byStatus(statusCode ?? 0);
    default:
      return undefined;
  }
}

const NOT_DEPLOYED: Words = {
  what: "Shopify Flow does not know this trigger.",
  advice:
    "The app's extensions are not deployed in this version of the app. Whoever runs Carillon has to deploy them with Shopify CLI (shopify app deploy). Then send this delivery again.",
};

const REFUSED: Words = {
  what: "Shopify Flow did not take the event.",
  advice: "Shopify says why in its own words, which stand with the attempt.",
};

const NOT_CONNECTED: Words = {
  what: "Shopify gives Carillon no access to this shop at the moment.",
  advice: "Open Carillon in the Shopify admin once: that connects it again.",
};

function byStatus(code: number): Words {
  if (code === 429) return { what: "Shopify asked for fewer calls.", advice: BY_ITSELF };
  if (code === 401 || code === 403) return NOT_CONNECTED;
  if (code >= 500) return { what: "Shopify failed while it took the event.", advice: BY_ITSELF };
  return {
    what: "Shopify did not take the call.",
    advice: "The shop may be paused, frozen or closed. The answer below often says more.",
  };
}
