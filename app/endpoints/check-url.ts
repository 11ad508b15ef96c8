import type { Deps } from "../config/deps.ts";
import { isAllowedAddress } from "../http/address-policy.ts";
import { createResolveHost, type ResolveHost } from "../http/resolve-host.ts";
import { bareHost } from "../http/target.ts";
import type { UrlProblem } from "./endpoint-forms.ts";

const NO_URL = "Enter a full address that begins with https://";
const PRIVATE = "This address points inside a private network. Carillon sends to public addresses only.";

/** A form waits for this, so less than a delivery has. */
const LIMIT_MS = 2_000;

/**
 * What is wrong with an endpoint's URL here; undefined when nothing is. A service to the merchant, not the guard:
 * that is in http/, at the moment of connecting. A name that does not resolve yet is no mistake.
 */
export async function urlProblem(
  { env }: Pick<Deps, "env">,
  text: string,
  resolveHost: ResolveHost = createResolveHost({ limitMs: LIMIT_MS }),
): Promise<string | undefined> {
  if (!URL.canParse(text)) return NO_URL;
  const url = new URL(text);
  if (url.protocol === "http:" && !env.ALLOW_HTTP_DESTINATIONS) {
    return "Use an address that begins with https:// so that nobody can read or change what is sent.";
  }
  const addresses = await resolveHost(bareHost(url)).catch(() => []);
  return addresses.every((address) => isAllowedAddress(address, env.ALLOW_DESTINATIONS))
    ? undefined
    : PRIVATE;
}

/** Those of several URLs with which something is wrong. They are looked up at the same time. */
export async function checkUrls(deps: Pick<Deps, "env">, urls: readonly string[]): Promise<UrlProblem[]> {
  const checked = await Promise.all(urls.map(async (url) => ({ url, problem: await urlProblem(deps, url) })));
  return checked.flatMap(({ url, problem }) => (problem === undefined ? [] : [{ url, problem }]));
}
