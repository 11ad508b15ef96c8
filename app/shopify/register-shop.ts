import type { Deps } from "../config/deps.ts";
import { syncTriggers } from "../flow/sync-triggers.ts";
import { adminClient } from "./admin-client.ts";
import type { Shopify } from "./app.ts";
import { InstallationDocument } from "./generated/operations.ts";
import { markInstalled, type ShopFacts } from "./installation.ts";
import { syncShop } from "./webhook-subscriptions/sync-shops.ts";

/** The shop whose merchant has the panel open. */
export interface PanelShop {
  id: string;
  domain: string;
  name: string | null;
  /** IANA */
  timezone: string;
}

type Needs = Pick<Deps, "prisma" | "pool" | "env" | "clock" | "log" | "shopify">;

/**
 * The shop's row, made or completed from what Shopify says of it. Call after the merchant was authenticated.
 * `isNewToken`: Shopify has just given a token; then it is asked about a shop that is known as well,
 * whose name or address may have changed.
 */
export async function registerShop(
  deps: Needs,
  shopify: Shopify,
  domain: string,
  isNewToken: boolean,
): Promise<PanelShop> {
  const known = await deps.prisma.shop.findUnique({ where: { domain } });
  if (!known?.shopifyId || known.uninstalledAt) return install(deps, shopify, domain);
  if (!isNewToken) return known;
  return install(deps, shopify, domain).catch((error: Error) => {
    deps.log.warn({ shop: domain, error: error.message.slice(0, 200) }, "shop.refresh_failed");
    return known;
  });
}

async function install(deps: Needs, shopify: Shopify, domain: string): Promise<PanelShop> {
  const installed = await markInstalled(deps, domain, await askFacts(deps, shopify, domain));
  const shop = await deps.prisma.shop.findUniqueOrThrow({ where: { domain } });
  if (installed === "same") return shop;
  deps.log.info({ shop: domain, installed }, "shop.registered");
  // A workflow may have been turned on before. What fails here is made good every hour.
  await syncTriggers(deps, domain).catch((error: Error) =>
    deps.log.error({ shop: domain, error: error.message }, "flow.sync_failed"),
  );
  void syncShop(deps, shop.id); // Shopify may be slow
  return shop;
}

async function askFacts(deps: Needs, shopify: Shopify, domain: string): Promise<ShopFacts> {
  const client = await adminClient(deps, shopify, domain);
  if (!client) throw new Error("a shop that was just authenticated has a token");
  const { shop } = await client.request(InstallationDocument);
  return {
    shopifyId: shop.id,
    name: shop.name,
    email: shop.email,
    timezone: shop.ianaTimezone,
    environment: shop.plan.partnerDevelopment ? "test" : "live",
  };
}
