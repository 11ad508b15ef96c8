// The two readings of a signing secret (contract §1): its text keys `signature`, its bytes key Standard Webhooks.
import { randomBytes } from "node:crypto";

const PREFIX = "whsec_";

export const newSecret = (): string => PREFIX + randomBytes(32).toString("base64");

/** The Standard Webhooks key: what follows `whsec_`, decoded; any other text as it is. */
export function standardKey(secret: string): Buffer {
  return secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), "base64") : Buffer.from(secret);
}

/** What is wrong with a secret that a merchant brings; undefined when nothing is. */
export function secretProblem(secret: string): string | undefined {
  if (!/^[\x21-\x7e]{24,128}$/.test(secret)) {
    return "A secret has 24 to 128 printable ASCII characters without spaces.";
  }
  if (!secret.startsWith(PREFIX)) return undefined;
  const text = secret.slice(PREFIX.length);
  const bytes = standardKey(secret);
  const base64 = bytes.toString("base64");
  const isBase64 = text === base64 || text === base64.replace(/=+$/, "");
  return isBase64 && bytes.length >= 24 && bytes.length <= 64
    ? undefined
    : "After whsec_ a secret is the base64 form of 24 to 64 bytes.";
}

/** The last four characters, by which a merchant tells secrets apart. */
export const secretHint = (secret: string): string => secret.slice(-4);
