import { BlockedAddressError } from "./checked-lookup.ts";

/** Where a URL leads, in the words of Node's http. */
export interface Target {
  protocol: string;
  /** of an IPv6 address without brackets */
  host: string;
  port: number;
  path: string;
  /** for the header: with brackets and with a port that is not the usual one */
  hostHeader: string;
}

const PORTS: Record<string, number> = { "http:": 80, "https:": 443 };

/**
 * Reads a URL. Throws BlockedAddressError unless it is one of http or https without a user's name. URL has brought every
 * spelling of an IPv4 address (2130706433, 0x7f.1, 127.1, full-width digits) into the usual one.
 */
export function readTarget(text: string): Target {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const port = url && PORTS[url.protocol];
  if (!url || !port) throw new BlockedAddressError("not an http or https URL");
  if (url.username || url.password) throw new BlockedAddressError("user name or password in the URL");
  const { protocol, pathname, search, host: hostHeader } = url;
  const path = pathname + search;
  return { protocol, host: bareHost(url), port: url.port ? Number(url.port) : port, path, hostHeader };
}

/** Without brackets and without the dot that ends a full name. */
export const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[|[\].]$/g, "");
