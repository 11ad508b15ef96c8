// Why an attempt failed and what to do about it, for the people who run the receiver.
import { diagnoseFlow } from "./diagnose-flow.ts";

interface Failure {
  reason: string | null;
  statusCode: number | null;
  /** what the system or Shopify said of it */
  detail?: string | null;
  /** whether it was to go to Shopify Flow, and not to an endpoint */
  toFlow?: boolean;
}

export interface Diagnosis {
  /** a few words, for lists */
  short: string;
  /** one sentence: what happened */
  what: string;
  /** one or two sentences: what helps */
  advice: string;
}

const UNKNOWN = {
  what: "The request failed.",
  advice: "The details below may say more.",
};

const BY_REASON: Record<string, Diagnosis> = {
  timeout: {
    short: "Timed out",
    what: "Your server did not answer in time.",
    advice: "Answer with 200 as soon as the event is stored, and do the work afterwards.",
  },
  dns: {
    short: "Host not found",
    what: "The host name of the URL could not be found.",
    advice: "Check the URL for typing errors, and check that the domain's DNS record exists.",
  },
  tls: {
    short: "TLS error",
    what: "No secure connection could be made.",
    advice:
      "Check that the certificate has not expired, fits the host name and is sent with its intermediate certificates.",
  },
  connection: {
    short: "No connection",
    what: "The server refused or broke the connection.",
    advice: "Check that it is running, listens on the URL's port, and that no firewall turns Carillon away.",
  },
  blocked_address: {
    short: "Private address",
    what: "The URL leads to a private or reserved address, so nothing was sent.",
    advice: "Use an address that is reachable from the public internet.",
  },
  redirect: {
    short: "Redirected",
    what: "Your server answered with a redirect, and redirects are not followed.",
    advice: "Enter the final address as the endpoint's URL. Mind http or https, www, and a slash at the end.",
  },
  response_too_large: {
    short: "Headers too large",
    what: "The headers of the answer were larger than 16 KiB.",
    advice: "Send fewer or smaller headers, cookies above all.",
  },
  flow_refused: { short: "Refused by Flow", ...UNKNOWN },
  flow_incomplete: { short: "Incomplete", ...UNKNOWN },
  not_connected: { short: "Not connected", ...UNKNOWN },
};

const BY_CODE: Record<number, Omit<Diagnosis, "short">> = {
  400: {
    what: "Your server could not read the request.",
    advice: "Check that it accepts JSON of this shape. The answer's body below often says more.",
  },
  401: {
    what: "Your server did not accept the request's signature or credentials.",
    advice:
      "Check that it uses this endpoint's secret, and verifies the body exactly as received, before parsing it.",
  },
  403: {
    what: "Your server refused the request.",
    advice:
      "Check the signature verification, and look for a firewall or bot protection in front of the server.",
  },
  404: { what: "There is nothing at this URL.", advice: "Check the path of the endpoint's URL." },
  405: {
    what: "The URL does not accept POST requests.",
    advice: "Check the path, and that it handles POST.",
  },
  410: {
    what: "Your server said that this URL is gone for good.",
    advice: "Enter the endpoint's new URL, or delete the endpoint.",
  },
  413: { what: "The event was too large for your server.", advice: "Raise the limit on request bodies." },
  415: {
    what: "Your server does not accept JSON here.",
    advice: "Accept the content type application/json.",
  },
  429: {
    what: "Your server asked for fewer requests.",
    advice: "Raise its limit, or answer with a Retry-After header, which Carillon keeps to.",
  },
  502: {
    what: "A proxy in front of your server got no valid answer from it.",
    advice: "Check that the server behind the proxy is running.",
  },
  503: {
    what: "Your server is unavailable or overloaded.",
    advice: "Check its health, and whether it can take this many requests.",
  },
  504: {
    what: "A proxy in front of your server waited too long for it.",
    advice: "Answer with 200 as soon as the event is stored, and do the work afterwards.",
  },
};

/** undefined when nothing failed. */
export function diagnose(failure: Failure): Diagnosis | undefined {
  const { reason, statusCode, detail = null, toFlow = false } = failure;
  const diagnosis = diagnoseEndpoint(failure);
  if (!diagnosis || reason === null || !toFlow) return diagnosis;
  return { ...diagnosis, ...diagnoseFlow({ reason, statusCode, detail }) };
}

function diagnoseEndpoint({ reason, statusCode }: Failure): Diagnosis | undefined {
  if (reason === null) return undefined;
  if (reason !== "http_status") return BY_REASON[reason] ?? { ...UNKNOWN, short: reason };
  const code = statusCode ?? 0;
  const known = BY_CODE[code] ?? (code >= 500 ? SERVER_ERROR : CLIENT_ERROR);
  return { ...known, short: statusCode === null ? "Refused" : `${statusCode}` };
}

const SERVER_ERROR = {
  what: "Your server failed while it handled the request.",
  advice: "Look into its error log at the time of the attempt.",
};

const CLIENT_ERROR = {
  what: "Your server did not accept the request.",
  advice: "The answer's body often says why. Any status from 200 to 299 counts as accepted.",
};
