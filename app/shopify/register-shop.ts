import type { Deps } from "../config/deps.ts";
import { newId } from "../db/ids.ts";
import { syncTriggers } from "../flow/sync-triggers.ts";
import { adminClient } from "./admin-client.ts";
import type { Shopify } from "./app.ts";
import { InstallationDocument } from "./generated/operations.ts";

/** The shop whose merchant has the panel open. */
export interface PanelShop {
  id: string;
  domain: string;
  name: string | null;
  /** IANA */
  timezone: string;
}

/** The shop's row, made or completed from what Shopify says of it. Call after the merchant was authenticated. */
export async function registerShop(
  deps: Pick<Deps, "prisma" | "pool" | "env" | "clock" | "log">,
  shopify: Shopify,
  domain: string,
): Promise<PanelShop> {
  const known = await deps.prisma.shop.findUnique({ where: { domain } });
  if (known?.shopifyId && !known.uninstalledAt) return known;
  const client = await adminClient(deps, shopify, domain);
  if (!client) throw new Error("a shop that was just authenticated has a token");
  const { shop } = await client.request(InstallationDocument);
  const facts = {
    shopifyId: shop.id,
    name: shop.name,
    email: shop.email,
    timezone: shop.ianaTimezone,
    environment: shop.plan.partnerDevelopment ? "test" : "live",
    uninstalledAt: null,
  };
  const registered = await deps.prisma.shop.upsert({
    where: { domain },
    create: { id: newId("shp"), domain, ...facts },
    update: facts,
  });
  deps.log.info({ shop: domain }, "shop.registered");
  await syncTriggers(deps, domain); // a workflow may have been turned on before
  return registered;
}
