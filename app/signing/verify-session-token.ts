// Shopify's session tokens, which say whose merchant has the panel open: HS256 under the app's client secret.
// https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens
import { createHmac, timingSafeEqual } from "node:crypto";
import { SHOP_DOMAIN } from "../topics/shop-domain.ts";

export type TokenProblem =
  | "malformed"
  | "forged"
  | "other_app"
  | "no_shop"
  | "long_lived"
  | "expired"
  | "not_yet_valid";

export type SessionTokenProof =
  | {
      kind: "valid";
      /** of the merchant's shop */
      shopDomain: string;
    }
  | { kind: "refused"; reason: TokenProblem };

export interface App {
  /** the client id */
  apiKey: string;
  /** the client secrets that are accepted */
  secrets: string[];
}

/** How far this machine's clock may be off; the same as in Shopify's library. */
const TOLERANCE_SECONDS = 10;
/** Shopify's live a minute. One that lives much longer would be worth stealing. */
const LONGEST_SECONDS = 300;

/** Whether `token` is Shopify's, for this app, for a merchant in the admin of a shop, and for now. */
export function verifySessionToken(token: string, app: App, now: Date): SessionTokenProof {
  const [head = "", body = "", _proof, ...more] = token.split(".");
  const [header, claims] = [decode(head), decode(body)];
  if (!header || !claims || more.length > 0) return refused("malformed");
  const isSigned = app.secrets.some((secret) => isSignedWith(token, secret));
  if (header.alg !== "HS256" || !isSigned) return refused("forged");
  if (claims.aud !== app.apiKey) return refused("other_app");
  const shopDomain = shopOf(claims);
  if (shopDomain === undefined) return refused("no_shop");
  const reason = timeProblem(claims, now);
  return reason ? refused(reason) : { kind: "valid", shopDomain };
}

/** Whether the signature of `token` is made with this client secret; says nothing of what it claims. */
export function isSignedWith(token: string, secret: string): boolean {
  const [head = "", body = "", proof = ""] = token.split(".");
  const given = Buffer.from(proof, "base64url");
  const expected = createHmac("sha256", secret).update(`${head}.${body}`).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const refused = (reason: TokenProblem): SessionTokenProof => ({ kind: "refused", reason });

type Claims = Record<string, unknown>;

/** Tokens of a shop's customers, in checkouts and accounts, have the same signature: no `iss`, and a customer in `sub`. */
function shopOf({ dest, iss, sub }: Claims): string | undefined {
  const shop = typeof dest === "string" && dest.startsWith(HTTPS) ? dest.slice(HTTPS.length) : "";
  if (!SHOP_DOMAIN.test(shop) || iss !== `${HTTPS}${shop}/admin`) return undefined;
  return typeof sub === "string" && /^\d{1,20}$/.test(sub) ? shop : undefined;
}

const HTTPS = "https://";

/** A time that is missing or no number is none. */
function timeProblem(claims: Claims, now: Date): TokenProblem | undefined {
  const [exp, nbf] = [Number(claims.exp), Number(claims.nbf)];
  const seconds = now.getTime() / 1_000;
  if (!(exp > seconds - TOLERANCE_SECONDS)) return "expired";
  if (!(nbf < seconds + TOLERANCE_SECONDS)) return "not_yet_valid";
  return exp - nbf > LONGEST_SECONDS ? "long_lived" : undefined;
}

function decode(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return typeof value === "object" && value !== null ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}
