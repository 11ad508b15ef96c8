// How Flow calls the app: JSON, signed, at an address out of the app's extensions.
import { type AppAnswer, callApp, signatureOf } from "../shopify/call-app.ts";
import type { AppCredentials } from "../shopify/session-token.ts";

export interface FlowCaller {
  app: AppCredentials;
  /** where the app is */
  appUrl: string;
}

interface FlowCall {
  /** of the extension; of a whole address the path counts, as while an app is being developed */
  url: string;
  body: object;
  timeoutMs: number;
}

export function callFlowUrl(
  { app, appUrl }: FlowCaller,
  { url, body, timeoutMs }: FlowCall,
): Promise<AppAnswer> {
  const text = JSON.stringify(body);
  const { pathname, search } = new URL(url, appUrl);
  const headers = {
    "content-type": "application/json",
    "x-shopify-hmac-sha256": signatureOf(app.apiSecret, text),
  };
  return callApp({ url: new URL(pathname + search, appUrl).href, headers, body: text, timeoutMs });
}

/** In a sentence's second half. */
export const wordsOf = (answer: AppAnswer): string =>
  answer.kind === "answered"
    ? `it answered ${answer.status}${answer.body && `: ${answer.body.slice(0, 500)}`}`
    : answer.reason;
