import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Request, RequestHandler, Response } from "express";
import type { Deps } from "../config/deps.ts";
import { SHOP_DOMAIN } from "../topics/shop-domain.ts";
import { NOTHING } from "./answer-plainly.ts";
import { tokenShopOf } from "./panel-guard.ts";
import { queryOf } from "./query-of.ts";

const CDN = "https://cdn.shopify.com";
/** App Bridge measures the panel's speed for "Built for Shopify" and reports it to hosts of Shopify's. */
const SHOPIFY = "https://*.shopify.com https://*.shopifysvc.com";

/**
 * What a page of the panel may do, and who may frame it: its own shop's admin, nobody else. Inline scripts run with the
 * page's own nonce (`nonceOf`) alone.
 */
export function securityHeaders({ env }: Pick<Deps, "env">): RequestHandler {
  // Vite reloads through a web socket.
  const connect = env.NODE_ENV === "development" ? `${SHOPIFY} ws:` : SHOPIFY;

  return (request, response, next) => {
    const nonce = randomBytes(16).toString("base64");
    response.locals.nonce = nonce;
    response.setHeader(
      "content-security-policy",
      [
        "default-src 'self'",
        `script-src 'self' 'nonce-${nonce}' ${CDN}`,
        // Polaris writes its sizes and places as style attributes.
        `style-src 'self' 'unsafe-inline' ${CDN}`,
        `img-src 'self' data: ${CDN}`,
        `font-src 'self' ${CDN}`,
        `connect-src 'self' ${connect}`,
        `frame-ancestors ${ancestors(request, response)}`,
        "form-action 'self'",
        "base-uri 'self'",
        "object-src 'none'",
      ].join("; "),
    );
    // The first address of a visit carries a session token: no request tells where it came from but by its origin.
    response.setHeader("referrer-policy", "strict-origin");
    next();
  };
}

/**
 * For every answer: it is taken as what it says it is, and this host is asked by HTTPS alone. Until a page says otherwise
 * (`securityHeaders`), it may be framed by nobody.
 */
export function setTransportHeaders(response: ServerResponse): void {
  response.setHeader("content-security-policy", NOTHING);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("strict-transport-security", "max-age=31536000");
}

export const nonceOf = (response: Response): string => response.locals.nonce as string;

/** Whom the session token names; while there is none, the shop that the address names. */
function ancestors(request: Request, response: Response): string {
  const shop = tokenShopOf(response) ?? queryOf(request).get("shop") ?? "";
  return SHOP_DOMAIN.test(shop) ? `https://${shop} https://admin.shopify.com` : "'none'";
}
