// Shopify's proof that a request came through the shop's App Proxy:
// https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
import { createHmac, timingSafeEqual } from "node:crypto";

export type ProxyProof =
  | {
      kind: "signed";
      shopDomain: string;
      /** gid of the customer who is logged in */
      customer: string | null;
    }
  | { kind: "unsigned"; cause: "repeated" | "forged" | "no_shop" | "stale"; reason: string };

/** A visitor may add parameters of his own, which Shopify signs as well; these must be Shopify's. */
const SHOPIFYS = ["shop", "timestamp", "signature", "path_prefix", "logged_in_customer_id"];
const TOLERANCE_MS = 90_000;

/** `secrets`: the app's client secrets that are accepted. */
export function verifyProxy(query: URLSearchParams, secrets: string[], now: Date): ProxyProof {
  const repeated = SHOPIFYS.find((name) => query.getAll(name).length > 1);
  if (repeated)
    return unsigned("repeated", `The ${repeated} parameter stands in the address more than once.`);
  if (!isSigned(query, secrets))
    return unsigned("forged", "The signature is missing or does not match the address.");
  const [shopDomain, timestamp] = [query.get("shop"), query.get("timestamp") ?? ""];
  if (!shopDomain) return unsigned("no_shop", "The shop parameter is missing.");
  const age = now.getTime() - Number(timestamp) * 1000;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(age) > TOLERANCE_MS)
    return unsigned("stale", "The timestamp is missing or too far from the present.");
  const id = query.get("logged_in_customer_id") ?? "";
  const customer = /^\d{1,20}$/.test(id) ? `gid://shopify/Customer/${id}` : null;
  return { kind: "signed", shopDomain, customer };
}

type Cause = Extract<ProxyProof, { kind: "unsigned" }>["cause"];

const unsigned = (cause: Cause, reason: string): ProxyProof => ({ kind: "unsigned", cause, reason });

function isSigned(query: URLSearchParams, secrets: string[]): boolean {
  const signature = query.get("signature") ?? "";
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  const given = Buffer.from(signature, "hex");
  const texts = signedTexts(query);
  return secrets.some((secret) =>
    texts.some((text) => timingSafeEqual(given, createHmac("sha256", secret).update(text).digest())),
  );
}

/**
 * Shopify's documentation sorts `name=value`, its library sorts by the name: `page=1` and `page2=1` then come in another
 * order. What Shopify itself does is not said; both are signatures that nobody else can make.
 */
function signedTexts(query: URLSearchParams): string[] {
  const names = [...new Set(query.keys())].filter((name) => name !== "signature").sort();
  const pairs = names.map((name) => `${name}=${query.getAll(name).join(",")}`);
  return [pairs.toSorted().join(""), pairs.join("")];
}
