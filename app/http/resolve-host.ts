// From a host's name to its addresses, by questions to the name servers over the network. Not by dns.lookup: that one
// keeps a thread waiting for each name, Node has four, and four names whose servers are silent would hold up the new
// connections of everybody else (docs/decisions/0013).
import { Resolver } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { isIP } from "node:net";

/** All addresses of a host, IPv4 first. Rejects with UnresolvedError. A literal address is its own. */
export type ResolveHost = (host: string) => Promise<string[]>;

/** `code`: the resolver's word for it, e.g. ENOTFOUND, ESERVFAIL, or ETIMEOUT when nobody answered in time. */
export class UnresolvedError extends Error {
  override name = "UnresolvedError";
  readonly code: string;
  constructor(code: string) {
    super("the name does not resolve");
    this.code = code;
  }
}

interface ResolverOptions {
  /** `address:port`; the system's unless set */
  servers?: string[];
  /** names that it knows are not asked for */
  hostsFile?: string;
  /** for the whole of one look-up */
  limitMs?: number;
}

/** Each name server is asked up to three times; the limit of the whole leaves a second of 5 s for connecting. */
const PATIENCE = { timeout: 1_000, tries: 3, maxTimeout: 1_500 };
/** How long IPv6 may answer later than IPv4 did: some name servers never answer for names without IPv6. */
const IPV6_GRACE_MS = 250;

/** Makes a resolver. Look-ups of one name at the same time share their questions; nothing is kept afterwards. */
export function createResolveHost(options: ResolverOptions = {}): ResolveHost {
  const { servers, hostsFile = "/etc/hosts", limitMs = 4_000 } = options;
  const running = new Map<string, Promise<string[]>>();

  function shared(name: string): Promise<string[]> {
    const lookup = running.get(name) ?? ask(name, servers, limitMs).finally(() => running.delete(name));
    running.set(name, lookup);
    return lookup;
  }
  return async (host) => {
    const name = host.toLowerCase().replace(/\.$/, "");
    const known = isIP(name) ? [name] : knownHere(name, hostsFile);
    return known.length > 0 ? known : shared(name);
  };
}

/** The hosts file, read anew each time (some 10 µs for each new connection), then RFC 6761 for localhost. */
function knownHere(name: string, hostsFile: string): string[] {
  const listed = readLines(hostsFile).flatMap((line) => {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().toLowerCase().split(/\s+/);
    return isIP(address) && names.includes(name) ? [address] : [];
  });
  if (listed.length > 0) return listed;
  return name === "localhost" || name.endsWith(".localhost") ? ["127.0.0.1", "::1"] : [];
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}

/** A resolver of its own (20 µs) knows today's name servers, has no memory of their failures and can be cancelled. */
async function ask(name: string, servers: string[] | undefined, limitMs: number): Promise<string[]> {
  const resolver = new Resolver(PATIENCE);
  if (servers) resolver.setServers(servers);
  const cancelIn = (ms: number) => setTimeout(() => resolver.cancel(), ms);
  let limit = cancelIn(limitMs);
  const ipv6 = answerOf(resolver.resolve6(name));
  const first = await answerOf(resolver.resolve4(name));
  if (first.addresses.length > 0) {
    clearTimeout(limit);
    limit = cancelIn(IPV6_GRACE_MS);
  }
  const second = await ipv6;
  clearTimeout(limit);
  const addresses = [...first.addresses, ...second.addresses];
  if (addresses.length > 0) return addresses;
  throw new UnresolvedError(first.code === "ENODATA" ? second.code : first.code);
}

interface Answer {
  addresses: string[];
  code: string;
}

async function answerOf(question: Promise<string[]>): Promise<Answer> {
  try {
    return { addresses: await question, code: "ENODATA" };
  } catch (error) {
    const { code = "ENOTFOUND" } = error as NodeJS.ErrnoException;
    return { addresses: [], code: code === "ECANCELLED" ? "ETIMEOUT" : code };
  }
}
