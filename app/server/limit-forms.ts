// How many forms a visitor and a shop may send. Counted in each process for itself.
import { isIP } from "node:net";
import type { Request, RequestHandler, Response } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";

const MINUTE_MS = 60_000;
const PER_VISITOR = 10;
const PER_SHOP = 300;

interface Limits {
  /** the shop that a request is about, known by now */
  shopOf(response: Response): string;
  /** how many proxies of our own stand in front of the app */
  proxies: number;
  refuse(request: Request, response: Response): void;
}

/** To be used one after the other: what a visitor is refused takes nothing from his shop. */
export function limitForms({ shopOf, proxies, refuse }: Limits): RequestHandler[] {
  const limiter = (limit: number, keyGenerator: (request: Request, response: Response) => string) =>
    rateLimit({
      windowMs: MINUTE_MS,
      limit,
      keyGenerator,
      legacyHeaders: false,
      handler: refuse,
    });
  return [
    limiter(PER_VISITOR, (request, response) => `${shopOf(response)} ${visitorKey(request, proxies)}`),
    limiter(PER_SHOP, (_request, response) => shopOf(response)),
  ];
}

/**
 * Shopify stands between the visitor and our own proxies and names him as the last in the header it sends. It may be
 * believed: the signature shows that the request is Shopify's. An IPv6 visitor counts as his network.
 */
function visitorKey(request: Request, proxies: number): string {
  const forwarded = (request.get("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
  const named = forwarded.at(-1 - proxies) ?? "";
  return ipKeyGenerator(isIP(named) > 0 ? named : (request.ip ?? ""));
}
