// The panel's door. Shopify's library checks the session token and exchanges it for an offline token when the stored
// one is missing or old; Remix asks for several loaders at once, so that exchange happens under the shop's lock.
import { ClientError } from "graphql-request";
import type { Deps } from "../config/deps.ts";
import { isFresh, loadOfflineSession } from "./access-token.ts";
import type { Shopify } from "./app.ts";
import { type PanelShop, registerShop } from "./register-shop.ts";

interface SignedInShop extends PanelShop {
  /** since when Shopify had refused the shop's tokens, if this request has ended that */
  awaySince: Date | null;
}

/** Throws the Response that Shopify's library wants to be sent (bounce page, 401, redirect) when there is no merchant. */
export async function authenticatePanel(deps: Deps, request: Request): Promise<SignedInShop> {
  const { shopify } = deps;
  if (!shopify)
    throw new Response("SHOPIFY_API_KEY, SHOPIFY_API_SECRET and SHOPIFY_APP_URL are not set.", {
      status: 503,
    });
  const visit = async () => {
    const { domain, isNewToken, awaySince } = await authenticate(deps, shopify, request);
    return { ...(await registerShop(deps, shopify, domain, isNewToken)), awaySince };
  };
  // A token that died while the shop was gone has ended with that call, so now it is exchanged.
  return visit().catch((error) => (isUnauthorized(error) ? visit() : Promise.reject(error)));
}

const isUnauthorized = (error: unknown): boolean =>
  error instanceof ClientError && error.response.status === 401;

interface Authenticated extends Pick<SignedInShop, "domain" | "awaySince"> {
  isNewToken: boolean;
}

async function authenticate(deps: Deps, shopify: Shopify, request: Request): Promise<Authenticated> {
  const token = sessionToken(request);
  const admin = async () => (await shopify.appFor(token).authenticate.admin(request)).session.shop;
  const claimed = claimedShop(token);
  const hasToken = async (shop: string) => isFresh(deps, await loadOfflineSession(shopify, shop));
  if (!claimed) return { domain: await admin(), isNewToken: false, awaySince: null };
  // Before the token: whoever finds none then has seen since when, although another request may be storing one.
  const before = await deps.prisma.shop.findUnique({ where: { domain: claimed } });
  if (await hasToken(claimed)) return { domain: await admin(), isNewToken: false, awaySince: null };
  return shopify.tokenLock.holdForMerchant(claimed, async () => {
    const isNewToken = !(await hasToken(claimed));
    return { domain: await admin(), isNewToken, awaySince: before?.reconnectSince ?? null };
  });
}

/** Where Shopify's library finds it. */
const sessionToken = ({ headers, url }: Request): string | undefined =>
  headers.get("authorization")?.replace("Bearer ", "") ||
  (new URL(url).searchParams.get("id_token") ?? undefined);

/** Whom the session token names. Not verified: it only picks the lock. */
function claimedShop(token: string | undefined): string | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString()) as {
      dest?: string;
    };
    return claims.dest && new URL(claims.dest).hostname;
  } catch {
    return undefined;
  }
}
