// The fake admin: GET /store/{name}/apps/{app}[/path of the panel] frames the panel as Shopify's admin does, with a
// fresh id_token; beside it is Flow's page. It is plain on purpose and says on every page that it is not Shopify.
import { createHmac, randomUUID } from "node:crypto";
import { Router } from "express";
import type { Clock } from "#app/config/clock.ts";
import { bundleScript } from "../bundle-script.ts";
import { flowPages } from "../flow/flow-pages.ts";
import type { FlowOf } from "../flow/flows.ts";
import { type AppCredentials, mintSessionToken } from "../shopify/session-token.ts";
import { adminHtml } from "./admin-html.ts";

interface AdminPages {
  app: AppCredentials;
  appUrl: string;
  clock: Clock;
  shops: string[];
  receiverUrl?: string;
  flowOf: FlowOf;
}

/** Where the panel begins when the admin's address names no path of it. */
const PANEL = "/app";

export function adminPages(options: AdminPages): Router {
  const pages = Router();
  pages.get("/", (_request, response) => {
    const name = options.shops[0]?.replace(".myshopify.com", "");
    response.redirect(`/store/${name}/apps/carillon`);
  });
  pages.get("/admin.js", (_request, response, next) => {
    bundleScript("admin/shell.ts").then((script) => response.type("text/javascript").send(script), next);
  });
  pages.get(/^\/store\/([a-z0-9-]+)\/apps\/([A-Za-z0-9-]+)(\/.*)?$/, (request, response, next) => {
    const shop = `${request.params[0]}.myshopify.com`;
    if (!options.shops.includes(shop)) return next();
    const base = `/store/${request.params[0]}/apps/${request.params[1]}`;
    const { search } = new URL(request.originalUrl, options.appUrl);
    response.set("cache-control", "no-store");
    response.set("content-security-policy", policy(options.appUrl));
    response.type("html").send(
      adminHtml({
        shop,
        receiverUrl: options.receiverUrl,
        frameUrl: frameUrl(options, shop, request.params[2] || PANEL, search),
        config: { appOrigin: options.appUrl, base },
      }),
    );
  });
  pages.use(flowPages(options));
  pages.use((_request, response) => {
    response.status(404).type("text").send("The sandbox's admin has only the app's own pages, and Flow's.");
  });
  return pages;
}

/** The address that Shopify's admin gives to the frame: its own parameters, signed, beside the page's. */
function frameUrl({ app, appUrl, clock }: AdminPages, shop: string, path: string, search: string): string {
  const now = clock.now();
  const own: Record<string, string> = {
    embedded: "1",
    host: Buffer.from(`admin.shopify.com/store/${shop.replace(".myshopify.com", "")}`)
      .toString("base64")
      .replace(/=+$/, ""),
    id_token: mintSessionToken(app, shop, now),
    locale: new URLSearchParams(search).get("locale") ?? "en",
    session: randomUUID(),
    shop,
    timestamp: String(Math.floor(now.getTime() / 1_000)),
  };
  const url = new URL(path + search, appUrl);
  for (const [name, value] of Object.entries(own)) url.searchParams.set(name, value);
  url.searchParams.sort();
  const signed = [...url.searchParams].map(([name, value]) => `${name}=${value}`).join("&");
  url.searchParams.set("hmac", createHmac("sha256", app.apiSecret).update(signed).digest("hex"));
  return url.href;
}

const policy = (appUrl: string) =>
  `default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; frame-src ${appUrl}; base-uri 'none'; frame-ancestors 'none'`;
