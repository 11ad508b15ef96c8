// What a careful merchant checks of a request: the Standard Webhooks signature with that project's own library, and
// the plain `signature` header in constant time.
import { createHmac, timingSafeEqual } from "node:crypto";
import { Webhook } from "standardwebhooks";

export interface Verdict {
  /** webhook-id, webhook-timestamp, webhook-signature */
  standard: boolean;
  /** signature: hex HMAC-SHA256 of the body */
  plain: boolean;
}

export function verifyRequest(body: Buffer, headers: Record<string, string>, secret: string): Verdict {
  return {
    standard: isStandard(body, headers, secret),
    plain: isPlain(body, headers.signature ?? "", secret),
  };
}

function isStandard(body: Buffer, headers: Record<string, string>, secret: string): boolean {
  const options = secret.startsWith("whsec_") ? undefined : ({ format: "raw" } as const);
  try {
    new Webhook(secret, options).verify(body, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

function isPlain(body: Buffer, given: string, secret: string): boolean {
  const expected = Buffer.from(createHmac("sha256", secret).update(body).digest("hex"));
  const proof = Buffer.from(given);
  return proof.length === expected.length && timingSafeEqual(proof, expected);
}
