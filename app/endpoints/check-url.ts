import { lookup } from "node:dns/promises";
import type { Deps } from "../config/deps.ts";
import { isAllowedAddress } from "../http/address-policy.ts";
import { assertAllowedLiteral } from "../http/checked-lookup.ts";

const PRIVATE = "This address points inside a private network. Carillon sends to public addresses only.";

/**
 * What is wrong with an endpoint's URL here; undefined when nothing is. A service to the merchant, not the guard:
 * that is in http/, at the moment of connecting. A name that does not resolve yet is no mistake.
 */
export async function urlProblem({ env }: Pick<Deps, "env">, text: string): Promise<string | undefined> {
  const url = new URL(text);
  if (url.protocol === "http:" && !env.ALLOW_HTTP_DESTINATIONS) {
    return "Use an address that begins with https:// so that nobody can read or change what is sent.";
  }
  try {
    assertAllowedLiteral(url.hostname, env.ALLOW_DESTINATIONS);
  } catch {
    return PRIVATE;
  }
  const addresses = await lookup(url.hostname.replace(/^\[|\]$/g, ""), { all: true }).catch(() => []);
  return addresses.every(({ address }) => isAllowedAddress(address, env.ALLOW_DESTINATIONS))
    ? undefined
    : PRIVATE;
}
