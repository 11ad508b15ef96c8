// The tokens that the stand-in has given out. A shop has one refreshable pair; the refresh token before it keeps
// working until its replacement is used, because an answer can get lost on its way to the app.
// https://shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens
import { randomBytes } from "node:crypto";
import type { Clock } from "#app/config/clock.ts";

/** The body of a token answer, in Shopify's words. */
export interface TokenAnswer {
  access_token: string;
  scope: string;
  expires_in?: number;
  refresh_token?: string;
  refresh_token_expires_in?: number;
}

export interface AccessToken {
  shop: string;
  scopes: string[];
  /** undefined: a token of the old kind, which the Admin API refuses */
  expiresAt: number | undefined;
}

export interface TokenGrants {
  exchange(shop: string, expiring: boolean): TokenAnswer;
  /** undefined when the refresh token is unknown, spent, expired or another shop's. */
  refresh(shop: string, refreshToken: string): TokenAnswer | undefined;
  /** The living access token; undefined when it is unknown or has expired. */
  find(accessToken: string): AccessToken | undefined;
  /** What the merchant has granted. */
  scopes(): string[];
  /** What the merchant grants from now on, to tokens that are out as well. */
  setScopes(scopes: string[]): void;
  /** The shop's access tokens are void before their time; the refresh token stays. */
  revokeAccess(shop: string): void;
  /** What uninstalling does: every token of the shop is void. */
  revoke(shop: string): void;
}

interface RefreshToken {
  token: string;
  expiresAt: number;
  firstUsedAt?: number;
}

const ACCESS_S = 3_600;
const REFRESH_S = 90 * 86_400;
const RETRY_MS = 30 * 86_400_000;

export function createTokenGrants(clock: Clock, installedScopes: string[]): TokenGrants {
  let scopes = installedScopes;
  const accessTokens = new Map<string, Omit<AccessToken, "scopes">>();
  const current = new Map<string, RefreshToken>();
  const previous = new Map<string, RefreshToken>();
  const now = () => clock.now().getTime();

  function accessToken(shop: string, expiresAt: number | undefined): TokenAnswer {
    const token = `shpat_${randomBytes(16).toString("hex")}`;
    accessTokens.set(token, { shop, expiresAt });
    return { access_token: token, scope: scopes.join(",") };
  }

  function pair(shop: string): TokenAnswer {
    const token = `shprt_${randomBytes(16).toString("hex")}`;
    current.set(shop, { token, expiresAt: now() + REFRESH_S * 1_000 });
    return {
      ...accessToken(shop, now() + ACCESS_S * 1_000),
      expires_in: ACCESS_S,
      refresh_token: token,
      refresh_token_expires_in: REFRESH_S,
    };
  }

  function retire(shop: string): void {
    const used = current.get(shop);
    if (used) previous.set(shop, { ...used, firstUsedAt: now() });
  }

  const usable = (held: RefreshToken | undefined, token: string) =>
    held?.token === token &&
    held.expiresAt > now() &&
    (held.firstUsedAt === undefined || held.firstUsedAt + RETRY_MS > now());

  function revokeAccess(shop: string): void {
    for (const [token, { shop: owner }] of accessTokens) if (owner === shop) accessTokens.delete(token);
  }

  return {
    exchange(shop, expiring) {
      if (!expiring) return accessToken(shop, undefined);
      retire(shop);
      return pair(shop);
    },
    refresh(shop, token) {
      if (usable(current.get(shop), token)) retire(shop);
      else if (!usable(previous.get(shop), token)) return undefined;
      return pair(shop);
    },
    find(token) {
      const found = accessTokens.get(token);
      const lives = found && (found.expiresAt ?? Number.POSITIVE_INFINITY) > now();
      return lives ? { ...found, scopes } : undefined;
    },
    scopes: () => scopes,
    setScopes(granted) {
      scopes = granted;
    },
    revokeAccess,
    revoke(shop) {
      current.delete(shop);
      previous.delete(shop);
      revokeAccess(shop);
    },
  };
}
