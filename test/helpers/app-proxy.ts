// Requests as Shopify's App Proxy passes them on.
import { createHmac } from "node:crypto";
import { SHOP } from "./shopify-webhooks.ts";
import { API_SECRET } from "./test-deps.ts";

interface Proxied {
  secret?: string;
  shop?: string;
  /** digits; empty when nobody is logged in */
  customer?: string;
  /** unix seconds */
  timestamp?: number;
  /** parameters of the visitor's own, by name */
  more?: Record<string, string | string[]>;
}

/** 2026-11-20T10:00:00Z, which is when the tests' clocks begin */
const NOW = 1_795_168_800;

/** The query of a request, signed as Shopify documents it. */
export function proxyQuery({
  secret = API_SECRET,
  shop = SHOP,
  customer = "",
  timestamp = NOW,
  more = {},
}: Proxied = {}): string {
  const values: Record<string, string | string[]> = {
    ...{ shop, path_prefix: "/apps/carillon", timestamp: String(timestamp), logged_in_customer_id: customer },
    ...more,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    for (const each of [value].flat()) query.append(name, each);
  const text = Object.keys(values)
    .sort()
    .reduce((all, name) => `${all}${name}=${[values[name]].flat().join(",")}`, "");
  query.append("signature", createHmac("sha256", secret).update(text).digest("hex"));
  return query.toString();
}
