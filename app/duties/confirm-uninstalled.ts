import type { Deps } from "../config/deps.ts";
import { markUninstalled, storedToken, type Uninstalled } from "../shopify/installation.ts";
import { probeToken } from "../shopify/probe-token.ts";
import type { Duty } from "./duty.ts";
import { pauseAfter } from "./pause.ts";

/** installed: Shopify takes the shop's token · left: nothing more is done for the shop · later: Shopify did not say */
type Confirmation =
  | { kind: "installed" }
  | { kind: "left"; stopped: Uninstalled }
  | { kind: "later"; reason: string; afterMs: number };

const SILENT = "Shopify did not answer, so it is not known whether the app is uninstalled.";
const MEANWHILE = "The shop was connected anew while Shopify was asked.";

/** Asks Shopify whether the shop has really left, and if so, stops everything of it as of the duty's time. */
export async function confirmUninstalled(deps: Deps, duty: Duty): Promise<Confirmation> {
  const { shopDomain, requestedAt } = duty;
  const token = await storedToken(deps.pool, shopDomain);
  const verdict = deps.shopify ? await probeToken(deps, deps.shopify, shopDomain) : "silent";
  if (verdict === "works") return { kind: "installed" };
  if (verdict === "silent") return { kind: "later", reason: SILENT, afterMs: pauseAfter(duty) };
  const stopped = await markUninstalled(deps, shopDomain, token, requestedAt);
  return stopped
    ? { kind: "left", stopped }
    : { kind: "later", reason: MEANWHILE, afterMs: pauseAfter(duty) };
}
