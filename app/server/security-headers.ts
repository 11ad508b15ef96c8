import type { RequestHandler } from "express";

const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** The panel may be framed by its own shop's admin and by nobody else. */
export const securityHeaders: RequestHandler = (request, response, next) => {
  const { shop } = request.query;
  const ancestors =
    typeof shop === "string" && SHOP.test(shop) ? `https://${shop} https://admin.shopify.com` : "'none'";
  response.setHeader(
    "content-security-policy",
    `frame-ancestors ${ancestors}; base-uri 'self'; object-src 'none'`,
  );
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "strict-origin-when-cross-origin");
  response.setHeader("strict-transport-security", "max-age=31536000");
  next();
};
