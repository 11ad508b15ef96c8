// In: Shopify's word that a shop has uninstalled the app. Out: nothing more is done for the shop and its tokens are
// forgotten; its endpoints wait for its return. The word comes with a shop that no signature covers, and perhaps days
// late, so a token that still works is believed before it. A crash leaves the duty; carried out twice it does no harm.
import type { Deps } from "../config/deps.ts";
import { findShop, storedToken } from "../shopify/installation.ts";
import { confirmUninstalled } from "./confirm-uninstalled.ts";
import type { Duty, DutyOutcome } from "./duty.ts";

export async function uninstallShop(deps: Deps, duty: Duty): Promise<DutyOutcome> {
  const because = await whyNot(deps, duty);
  if (because) return { kind: "done", result: { uninstalled: false, because } };
  const confirmation = await confirmUninstalled(deps, duty);
  if (confirmation.kind === "later") return confirmation;
  if (confirmation.kind === "installed")
    return { kind: "done", result: { uninstalled: false, because: "token_works" } };
  return { kind: "done", result: { uninstalled: true, ...confirmation.stopped } };
}

/** The word has Shopify's time, the installation ours: what lies this close together may be either way round. */
const CLOCKS_APART_MS = 5 * 60_000;

const isBefore = (word: Date, installedAt: Date | null | undefined): boolean =>
  installedAt ? installedAt.getTime() - word.getTime() > CLOCKS_APART_MS : false;

/** What makes the word meaningless, as far as Shopify need not be asked for it. */
async function whyNot(deps: Deps, { shopDomain, requestedAt }: Duty): Promise<string | undefined> {
  const shop = await findShop(deps, shopDomain);
  if (isBefore(requestedAt, shop?.installedAt)) return "installed_again";
  if ((await storedToken(deps.pool, shopDomain)) !== undefined) return undefined;
  if (!shop) return "unknown_shop";
  if (shop.uninstalledAt) return "uninstalled_before";
  return shop.shopifyId === null ? "never_installed" : undefined; // registered by command
}
