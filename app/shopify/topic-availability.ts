// Whether a shop's webhooks can bring a topic: Shopify sends only what the app has permission for.
import type { Deps } from "../config/deps.ts";
import type { Topic } from "../topics/catalog.ts";
import { loadOfflineSession } from "./access-token.ts";
import { scopeOfWebhook } from "./webhook-scopes.ts";

export interface Availability {
  status: "ready" | "needs_permission";
  /** the access scope that is missing */
  missing_scope: string | null;
}

/** The scopes that the shop has granted; none for a shop that was registered by command. */
export async function grantedScopes(
  { prisma, shopify }: Pick<Deps, "prisma" | "shopify">,
  shopId: string,
): Promise<string[]> {
  const { domain } = await prisma.shop.findUniqueOrThrow({ where: { id: shopId }, select: { domain: true } });
  const session = shopify && (await loadOfflineSession(shopify, domain));
  return session?.scope?.split(",") ?? [];
}

export function availabilityOf({ source }: Topic, granted: string[]): Availability {
  const scope = scopeOfWebhook(source);
  // Shopify leaves out a read scope that its write scope implies.
  const isGranted = !scope || granted.includes(scope) || granted.includes(scope.replace("read_", "write_"));
  return isGranted
    ? { status: "ready", missing_scope: null }
    : { status: "needs_permission", missing_scope: scope };
}
