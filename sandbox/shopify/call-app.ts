import { createHmac } from "node:crypto";

export interface Call {
  url: string;
  headers: Record<string, string>;
  /** sent as it is: signed byte for byte */
  body: string;
  timeoutMs: number;
}

export type AppAnswer =
  | { kind: "answered"; status: number; retryAfter: string | null; body: string }
  | { kind: "unanswered"; reason: string };

/** How Shopify signs what it sends, with the client secret. */
export const signatureOf = (secret: string, body: string): string =>
  createHmac("sha256", secret).update(body).digest("base64");

/** One POST; a redirect is an answer like any other. Never throws. */
export async function callApp({ url, headers, body, timeoutMs }: Call): Promise<AppAnswer> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    const retryAfter = answer.headers.get("retry-after");
    return { kind: "answered", status: answer.status, retryAfter, body: await answer.text() };
  } catch (error) {
    return { kind: "unanswered", reason: explain(error as Error, timeoutMs) };
  }
}

function explain({ name, message, cause }: Error, timeoutMs: number): string {
  if (name === "TimeoutError") return `no answer within ${timeoutMs / 1_000} s`;
  return (cause instanceof Error && cause.message) || message;
}
