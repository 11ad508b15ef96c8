import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether `proof` (base64) is Shopify's HMAC of the raw bytes under one of the app's secrets. */
export function isFromShopify(body: Buffer, proof: string | undefined, secrets: string[]): boolean {
  if (!proof) return false;
  const given = Buffer.from(proof, "base64");
  return secrets.some((secret) => {
    const expected = createHmac("sha256", secret).update(body).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
