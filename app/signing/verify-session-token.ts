// Shopify's session tokens, which say whose merchant has the panel open: HS256 under the app's client secret.
// https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens
import { createHmac, timingSafeEqual } from "node:crypto";

export type SessionTokenProof = "valid" | "malformed" | "forged" | "other_app" | "expired" | "not_yet_valid";

export interface App {
  /** the client id */
  apiKey: string;
  /** the client secrets that are accepted */
  secrets: string[];
}

/** How far this machine's clock may be off; the same as in Shopify's library. */
const TOLERANCE_SECONDS = 10;

/** Whether `token` is Shopify's, for this app and for now. */
export function verifySessionToken(token: string, { apiKey, secrets }: App, now: Date): SessionTokenProof {
  const [head = "", body = "", proof = "", ...more] = token.split(".");
  const [header, claims] = [decode(head), decode(body)];
  if (!header || !claims || more.length > 0) return "malformed";
  if (header.alg !== "HS256" || !isSigned(`${head}.${body}`, proof, secrets)) return "forged";
  if (claims.aud !== apiKey) return "other_app";
  const seconds = now.getTime() / 1_000;
  if (!(Number(claims.exp) > seconds - TOLERANCE_SECONDS)) return "expired";
  if (!(Number(claims.nbf) < seconds + TOLERANCE_SECONDS)) return "not_yet_valid";
  return "valid";
}

function isSigned(text: string, proof: string, secrets: string[]): boolean {
  const given = Buffer.from(proof, "base64url");
  return secrets.some((secret) => {
    const expected = createHmac("sha256", secret).update(text).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function decode(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
