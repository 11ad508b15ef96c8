import type { Deps } from "../config/deps.ts";
import { getAccessToken } from "../shopify/access-token.ts";

const DAY_MS = 86_400_000;
/** A refresh token lives for ninety days; each refresh brings a new one. */
const BEFORE_ITS_END_MS = 14 * DAY_MS;
/** With hourly runs about thirty thousand shops a fortnight. */
const MOST = 100;

/**
 * Keeps shops connected that nothing was asked of for weeks: the end of their refresh token would end that until the
 * merchant opens the app. Returns how many were refreshed; whatever fails is tried again in an hour.
 */
export async function refreshIdleTokens(
  deps: Pick<Deps, "env" | "clock" | "log" | "pool" | "shopify">,
): Promise<number> {
  const { shopify, pool, clock, log } = deps;
  if (!shopify) return 0;
  const now = clock.now();
  const { rows } = await pool.query<{ shop: string }>(
    `select shop from session
     where not is_online and refresh_token is not null and refresh_token_expires between $1 and $2
     order by refresh_token_expires limit ${MOST}`,
    [now, new Date(now.getTime() + BEFORE_ITS_END_MS)],
  );
  let refreshed = 0;
  for (const { shop } of rows) {
    // Access tokens live for an hour: this one is long over, so that it is refreshed.
    const outcome = await getAccessToken(deps, shopify, shop).catch((error: Error) => {
      log.warn({ shop, error: error.message }, "token.failed");
    });
    if (outcome?.kind === "token") refreshed += 1;
  }
  if (rows.length > 0) log.info({ due: rows.length, refreshed }, "tokens.kept_alive");
  return refreshed;
}
