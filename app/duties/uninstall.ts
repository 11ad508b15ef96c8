// In: Shopify's word that a shop has uninstalled the app. Out: nothing more is done for the shop and its tokens are
// forgotten; its endpoints wait for its return. The word comes with a shop that no signature covers, and perhaps days
// late, so a token that still works is believed before it. A crash leaves the duty; carried out twice it does no harm.
import type { Deps } from "../config/deps.ts";
import { findShop, markUninstalled, storedToken } from "../shopify/installation.ts";
import { probeToken } from "../shopify/probe-token.ts";
import type { Duty, DutyOutcome } from "./duty.ts";
import { pauseAfter } from "./pause.ts";

const SILENT = "Shopify did not answer, so it is not known whether the app is uninstalled.";
const MEANWHILE = "The shop was connected anew while Shopify was asked.";

export async function uninstallShop(deps: Deps, duty: Duty): Promise<DutyOutcome> {
  const { shopDomain, requestedAt } = duty;
  const token = await storedToken(deps.pool, shopDomain);
  const because = await whyNot(deps, duty, token !== undefined);
  if (because) return { kind: "done", result: { uninstalled: false, because } };
  const verdict = deps.shopify ? await probeToken(deps, deps.shopify, shopDomain) : "silent";
  if (verdict === "works") return { kind: "done", result: { uninstalled: false, because: "token_works" } };
  if (verdict === "silent") return { kind: "later", reason: SILENT, afterMs: pauseAfter(duty) };
  const stopped = await markUninstalled(deps, shopDomain, token, requestedAt);
  return stopped
    ? { kind: "done", result: { uninstalled: true, ...stopped } }
    : { kind: "later", reason: MEANWHILE, afterMs: pauseAfter(duty) };
}

/** What makes the word meaningless, as far as Shopify need not be asked for it. */
async function whyNot(
  deps: Deps,
  { shopDomain, requestedAt }: Duty,
  hasToken: boolean,
): Promise<string | undefined> {
  const shop = await findShop(deps, shopDomain);
  if (shop?.installedAt && shop.installedAt > requestedAt) return "installed_again";
  if (hasToken) return undefined;
  if (!shop) return "unknown_shop";
  if (shop.uninstalledAt) return "uninstalled_before";
  return shop.shopifyId === null ? "never_installed" : undefined; // registered by command
}
