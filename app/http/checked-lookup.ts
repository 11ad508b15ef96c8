import dns from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import type { Cidr } from "../config/env-forms.ts";
import { isAllowedAddress } from "./address-policy.ts";

export class BlockedAddressError extends Error {
  override name = "BlockedAddressError";
}

/**
 * A DNS lookup for sockets that fails with BlockedAddressError when any of the host's addresses is not allowed: a
 * name with a public and a private address is an attack or a mistake. The socket connects to what was checked.
 */
export function checkedLookup(allowed: Cidr[]): LookupFunction {
  return (hostname, options, callback) => {
    dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "");
      const blocked = addresses.find(({ address }) => !isAllowedAddress(address, allowed));
      if (blocked) return callback(new BlockedAddressError(blocked.address), "");
      const [first] = addresses;
      if (options.all) callback(null, addresses);
      else callback(null, first?.address ?? "", first?.family);
    });
  };
}

/** Sockets do not look up literal addresses, so those are checked here. `hostname` as URL gives it. */
export function assertAllowedLiteral(hostname: string, allowed: Cidr[]): void {
  const literal = hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal) && !isAllowedAddress(literal, allowed)) throw new BlockedAddressError(literal);
}
