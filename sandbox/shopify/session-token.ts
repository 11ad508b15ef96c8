// The session tokens ("id tokens") that Shopify's admin gives to an embedded app: HS256 under the client secret.
// https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export interface AppCredentials {
  apiKey: string;
  apiSecret: string;
  /** the secret before a rotation, until it is revoked: Shopify signs with the older one */
  previousSecret?: string;
}

const LIFETIME_S = 60;

/** A token for the shop's (only) user. `shop`: its myshopify.com domain. */
export function mintSessionToken(app: AppCredentials, shop: string, now: Date): string {
  const issuedAt = Math.floor(now.getTime() / 1_000);
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: app.apiKey,
    sub: "1",
    exp: issuedAt + LIFETIME_S,
    nbf: issuedAt,
    iat: issuedAt,
    jti: randomUUID(),
    sid: randomUUID(),
  };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${signature(signed, app.apiSecret).toString("base64url")}`;
}

/** What is wrong with a token that is to speak for `shop`; undefined when nothing is. */
export function sessionTokenProblem(
  token: string,
  app: AppCredentials,
  shop: string,
  now: Date,
): string | undefined {
  const [head = "", body = "", proof = ""] = token.split(".");
  const given = Buffer.from(proof, "base64url");
  const isSigned = [app.apiSecret, app.previousSecret ?? app.apiSecret].some((secret) => {
    const expected = signature(`${head}.${body}`, secret);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isSigned) {
    return "the signature is not made with the client secret";
  }
  const claims = decode(body);
  const seconds = now.getTime() / 1_000;
  if (decode(head)?.alg !== "HS256") return "the algorithm is not HS256";
  if (claims?.aud !== app.apiKey) return "aud is not the client id";
  if (!(Number(claims.exp) > seconds)) return "the token has expired";
  if (!(Number(claims.nbf) <= seconds)) return "the token is not valid yet";
  if (claims.dest !== `https://${shop}`) return "dest is another shop";
  if (claims.iss !== `https://${shop}/admin`) return "iss is not the shop's admin";
  return undefined;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

const signature = (text: string, secret: string) => createHmac("sha256", secret).update(text).digest();

function decode(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
