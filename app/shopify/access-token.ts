// The shop's offline token for calls outside a merchant's request. Tokens live an hour; one process at a time
// refreshes a shop's, because a second refresh would spend the first one's refresh token.
import { Session } from "@shopify/shopify-api";
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { SHOPIFY_TIMEOUT_MS, type Shopify } from "./app.ts";
import { offlineId } from "./session-storage.ts";

export type TokenOutcome =
  | { kind: "token"; token: string }
  /** Shopify refused for good: the merchant has to open the app once */
  | { kind: "reconnect" };

/** A token that dies within this time is refreshed first. */
const MARGIN_MS = 5 * 60_000;

type Needs = Pick<Deps, "env" | "clock" | "log">;

/** Throws when Shopify or the database does not answer in time; the next call tries again. */
export async function getAccessToken(
  deps: Needs,
  shopify: Shopify,
  shopDomain: string,
): Promise<TokenOutcome> {
  const session = await loadOfflineSession(shopify, shopDomain);
  if (isFresh(deps, session)) return { kind: "token", token: session.accessToken };
  return shopify.tokenLock.holdInBackground(shopDomain, async () => {
    const current = await loadOfflineSession(shopify, shopDomain);
    if (isFresh(deps, current)) return { kind: "token", token: current.accessToken };
    if (current?.refreshToken) return refresh(deps, shopify, current, current.refreshToken);
    if (current) await shopify.sessions.wantReconnect(shopDomain, deps.clock.now());
    return { kind: "reconnect" };
  });
}

export const loadOfflineSession = ({ sessions }: Shopify, shopDomain: string): Promise<Session | undefined> =>
  sessions.loadSession(offlineId(shopDomain));

/** Whether the session's token will do for a while. */
export function isFresh(
  { clock }: Pick<Deps, "clock">,
  session: Session | undefined,
): session is Session & { accessToken: string } {
  if (!session?.accessToken) return false;
  return session.expires === undefined || session.expires.getTime() - clock.now().getTime() > MARGIN_MS;
}

const answerSchema = z.object({
  access_token: z.string(),
  scope: z.string(),
  expires_in: z.number(),
  refresh_token: z.string(),
  refresh_token_expires_in: z.number(),
});

async function refresh(
  deps: Needs,
  shopify: Shopify,
  session: Session,
  refreshToken: string,
): Promise<TokenOutcome> {
  const { shop } = session;
  const answer = await fetch(`https://${shop}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      client_id: deps.env.SHOPIFY_API_KEY,
      client_secret: deps.env.SHOPIFY_API_SECRET,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    }),
    redirect: "manual", // what is sent is for Shopify alone
    signal: AbortSignal.timeout(SHOPIFY_TIMEOUT_MS),
  });
  if (await isRefusedForGood(answer)) {
    // From now on there is none, so that Shopify is not asked again before a new one is stored.
    if (await shopify.sessions.forgetRefreshToken(shop, refreshToken))
      deps.log.warn({ shop, status: answer.status }, "token.refused");
    await shopify.sessions.wantReconnect(shop, deps.clock.now());
    return { kind: "reconnect" };
  }
  if (!answer.ok) throw new Error(`Shopify answered ${answer.status} to a token refresh`);
  const token = answerSchema.parse(await answer.json());
  const inSeconds = (seconds: number) => new Date(deps.clock.now().getTime() + seconds * 1000);
  const renewed = new Session({
    ...session.toObject(),
    scope: token.scope,
    accessToken: token.access_token,
    expires: inSeconds(token.expires_in),
    refreshToken: token.refresh_token,
    refreshTokenExpires: inSeconds(token.refresh_token_expires_in),
  });
  if (!(await shopify.sessions.replaceSession(renewed, refreshToken)))
    throw new Error("The shop uninstalled the app, or connected anew, while its token was refreshed");
  deps.log.info({ shop }, "token.refreshed");
  return { kind: "token", token: token.access_token };
}

/** Of a refresh token that is spent, expired or revoked. */
const REFUSALS: unknown[] = ["invalid_request", "invalid_grant"];

/** Only in Shopify's own words: a proxy may answer as well, and a wrong client secret is the operator's to mend. */
async function isRefusedForGood(answer: Response): Promise<boolean> {
  if (answer.status !== 400 && answer.status !== 401) return false;
  const body = (await answer.json().catch(() => null)) as { error?: unknown } | null;
  if (body?.error === "invalid_client")
    throw new Error("Shopify does not accept the app's client id and secret");
  return REFUSALS.includes(body?.error);
}
