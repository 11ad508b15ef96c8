// The sandbox hands out tokens to anybody on this machine and writes invented orders. It must not meet a real shop
// or a real database.
import { isIPv4 } from "node:net";

/** Why the sandbox does not run in this environment, in one sentence; undefined when it may. */
export function productionRefusal(env: Record<string, string | undefined>): string | undefined {
  if (env.NODE_ENV === "production") return "The sandbox does not run with NODE_ENV=production.";
  for (const name of ["SHOPIFY_API_KEY", "SHOPIFY_API_SECRET"]) {
    if (env[name])
      return `The sandbox does not run with ${name} set: it brings its own and must not meet a real app.`;
  }
  if (env.SHOPIFY_APP_URL && !isLocalUrl(env.SHOPIFY_APP_URL)) {
    return "The sandbox does not run with a SHOPIFY_APP_URL that leads to another machine.";
  }
  if (env.DATABASE_URL && !isLocalDatabase(env.DATABASE_URL)) {
    return "The sandbox does not run with a DATABASE_URL that leads to another machine.";
  }
  return undefined;
}

/** For the first line of a command: says why and ends the process, or does nothing. */
export function refuseProduction(): void {
  const refusal = productionRefusal(process.env);
  if (refusal === undefined) return;
  process.stderr.write(`${refusal}\n`);
  process.exit(1);
}

function isLocalUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && isLocalHost(url.hostname);
}

/** PostgreSQL takes the host from the address or, overriding it, from ?host=, where a path is a socket's folder. */
function isLocalDatabase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const hosts = [url.hostname, ...url.searchParams.getAll("host"), ...url.searchParams.getAll("hostaddr")];
  return hosts
    .map(decodeURIComponent)
    .every((host) => host === "" || host.startsWith("/") || isLocalHost(host));
}

const isLocalHost = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
