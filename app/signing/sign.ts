import { createHmac, createSecretKey } from "node:crypto";
import { standardKey } from "./secret.ts";

export interface SignedContent {
  /** the event id */
  id: string;
  /** unix seconds of this attempt */
  timestamp: number;
  body: string;
}

/**
 * The signature headers (contract §1; https://www.standardwebhooks.com). `secrets`: every live one, newest first.
 * `signature` is made with the oldest, so that receivers that know one secret keep working during a rotation;
 * `signature-next` then carries the newest.
 */
export function signatureHeaders(content: SignedContent, secrets: string[]): Record<string, string> {
  const newest = secrets[0];
  const oldest = secrets.at(-1);
  if (!newest || !oldest) throw new Error("a request needs at least one signing secret");
  const text = `${content.id}.${content.timestamp}.${content.body}`;
  const standard = secrets.map((secret) => `v1,${hmac(standardKey(secret), text, "base64")}`);
  return {
    "webhook-id": content.id,
    "webhook-timestamp": String(content.timestamp),
    "webhook-signature": standard.join(" "),
    signature: hmac(oldest, content.body, "hex"),
    ...(secrets.length > 1 && { "signature-next": hmac(newest, content.body, "hex") }),
  };
}

/** How a test call is signed. `unsigned` and `tampered` show whether its receiver refuses what it cannot trust. */
export type SigningMode = "signed" | "unsigned" | "tampered";

/** As `signatureHeaders`; unsigned: none of the signatures; tampered: those of a body that has one space more. */
export function signatureHeadersOf(
  mode: SigningMode,
  content: SignedContent,
  secrets: string[],
): Record<string, string> {
  if (mode === "signed") return signatureHeaders(content, secrets);
  if (mode === "tampered") return signatureHeaders({ ...content, body: tampered(content.body) }, secrets);
  return { "webhook-id": content.id, "webhook-timestamp": String(content.timestamp) };
}

/** What a tampered test call is signed for instead of its body. */
export const tampered = (body: string): string => `${body} `;

/** Bytes as a key object: handed over as a buffer they cost three times as much. */
const hmac = (key: string | Buffer, text: string, form: "base64" | "hex") =>
  createHmac("sha256", typeof key === "string" ? key : createSecretKey(key))
    .update(text)
    .digest(form);
