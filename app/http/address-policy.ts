// Which addresses a delivery may reach: public ones, and what the operator allows on purpose.
import ipaddr from "ipaddr.js";
import type { Cidr } from "../config/env-forms.ts";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The whole of IPv6 that is routed publicly; ipaddr.js calls more than that "unicast". */
const GLOBAL_IPV6 = ipaddr.parseCIDR("2000::/3");
const NAT64 = ipaddr.parseCIDR("64:ff9b::/96");

/** Whether a request may go to this IP address. Text that is no address may not. */
export function isAllowedAddress(text: string, allowed: Cidr[]): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = embeddedIPv4(ipaddr.parse(text));
  return isPublic(address) || allowed.some((cidr) => inside(address, cidr));
}

function isPublic(address: Address): boolean {
  return address.range() === "unicast" && (address.kind() === "ipv4" || inside(address, GLOBAL_IPV6));
}

/** IPv4-mapped and NAT64 addresses lead to the IPv4 address they carry, so they share its verdict. */
function embeddedIPv4(address: Address): Address {
  if (address.kind() === "ipv4") return address;
  const v6 = address as ipaddr.IPv6;
  if (v6.range() !== "ipv4Mapped" && !inside(v6, NAT64)) return v6;
  return new ipaddr.IPv4(v6.toByteArray().slice(12));
}

function inside(address: Address, [network, bits]: Cidr): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
