import { isIP, type LookupFunction } from "node:net";
import type { Cidr } from "../config/env-forms.ts";
import { isAllowedAddress } from "./address-policy.ts";
import type { ResolveHost } from "./resolve-host.ts";

/** Says nothing of the address: the answers of our own name servers are not everybody's to read. */
export class BlockedAddressError extends Error {
  override name = "BlockedAddressError";
  constructor(message = "not a public address") {
    super(message);
  }
}

/**
 * A DNS lookup for sockets that fails with BlockedAddressError when any of the host's addresses is not allowed: a
 * name with a public and a private address is an attack or a mistake. The socket connects to what was checked.
 */
export function checkedLookup(resolveHost: ResolveHost, allowed: Cidr[]): LookupFunction {
  return (hostname, options, callback) => {
    const answer = (addresses: string[]) => {
      const [first = ""] = addresses;
      if (!addresses.every((address) => isAllowedAddress(address, allowed))) {
        callback(new BlockedAddressError(), "");
      } else if (options.all) {
        callback(
          null,
          addresses.map((address) => ({ address, family: isIP(address) })),
        );
      } else callback(null, first, isIP(first));
    };
    resolveHost(hostname).then(answer, (error) => callback(error, ""));
  };
}

/** Sockets do not look up literal addresses, so those are checked here. `hostname` without brackets. */
export function assertAllowedLiteral(hostname: string, allowed: Cidr[]): void {
  if (isIP(hostname) && !isAllowedAddress(hostname, allowed)) throw new BlockedAddressError();
}
