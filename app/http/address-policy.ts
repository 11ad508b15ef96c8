// Which addresses a delivery may reach: public ones, and what the operator allows on purpose. ipaddr.js knows IANA's
// registries of special-purpose addresses; what those leave open stands here.
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import type { Cidr } from "../config/env-forms.ts";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The whole of IPv6 that is routed publicly; ipaddr.js calls more than that "unicast". */
const GLOBAL_IPV6 = ipaddr.parseCIDR("2000::/3");
const NAT64 = ipaddr.parseCIDR("64:ff9b::/96");
const ALSO_SPECIAL = [
  ipaddr.parseCIDR("168.63.129.16/32"), // Azure's host, which every virtual machine there reaches
  ipaddr.parseCIDR("3ffe::/16"), // 6bone, given back (RFC 3701)
];

/**
 * Whether a request may go to this IP address. Text that is no address in its usual form may not, nor one with a zone
 * (`fe80::1%eth0`). An IPv4-mapped address is the IPv4 address that it carries, also for `allowed`.
 */
export function isAllowedAddress(text: string, allowed: Cidr[]): boolean {
  const version = isIP(text);
  if (!version || text.includes("%")) return false;
  const address = ipaddr.process(version === 6 ? inHex(text) : text);
  return isPublic(address) || allowed.some((cidr) => inside(address, cidr));
}

/** ipaddr.js takes `::8.8.8.8`, which is how resolvers write `::808:808`, for `::ffff:8.8.8.8`. */
const inHex = (text: string): string => new URL(`http://[${text}]`).hostname.slice(1, -1);

function isPublic(address: Address): boolean {
  if (ALSO_SPECIAL.some((cidr) => inside(address, cidr))) return false;
  if (address.kind() === "ipv4") return address.range() === "unicast";
  const v6 = address as ipaddr.IPv6;
  // A NAT64 gateway leads to the IPv4 address behind, so that one decides. Other ways to carry IPv4 (compatible,
  // translated, local NAT64, 6to4, Teredo, ISATAP) have no use for a public receiver: none of them is public.
  if (inside(v6, NAT64)) return isPublic(new ipaddr.IPv4(v6.toByteArray().slice(12)));
  return v6.range() === "unicast" && inside(v6, GLOBAL_IPV6) && !isIsatap(v6);
}

/** RFC 5214: the interface identifier is 0000:5efe or 0200:5efe and an IPv4 address, under any prefix. */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return ((parts[4] ?? 0) & 0xfdff) === 0 && parts[5] === 0x5efe;
}

function inside(address: Address, [network, bits]: Cidr): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
