// Calls the panel's routes as Remix does, signed in as a merchant's browser is.
import type { AppLoadContext } from "@remix-run/node";
import { Session } from "@shopify/shopify-api";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import type { Deps } from "../../app/config/deps.ts";
import { newId } from "../../app/db/ids.ts";
import { API_SECRET } from "../helpers/test-deps.ts";

/** An installed shop whose merchant may open the panel. Returns its id. */
export async function installShop({ prisma, shopify }: Deps, domain: string): Promise<string> {
  const id = newId("shp");
  await prisma.shop.create({ data: { id, domain, shopifyId: `gid://shopify/Shop/${domain}` } });
  await shopify?.sessions.storeSession(
    new Session({
      id: `offline_${domain}`,
      shop: domain,
      state: "",
      isOnline: false,
      scope: "read_orders",
      accessToken: "shpat_test",
    }),
  );
  return id;
}

/** The arguments of a loader or an action. `form`: makes it a POST. */
export function signedIn(
  deps: Deps,
  domain: string,
  path: string,
  { params = {}, form }: { params?: Record<string, string>; form?: Record<string, string | string[]> } = {},
) {
  const token = mintSessionToken({ apiKey: "test-api-key", apiSecret: API_SECRET }, domain, new Date());
  const request = new Request(`http://127.0.0.1:3000${path}`, {
    method: form ? "POST" : "GET",
    headers: { authorization: `Bearer ${token}`, "user-agent": "Mozilla/5.0 Chrome/153.0.0.0 Safari/537.36" },
    body: form ? formBody(form) : null,
  });
  const context: AppLoadContext = { deps };
  return { request, params, context };
}

const formBody = (form: Record<string, string | string[]>) =>
  new URLSearchParams(
    Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  );
