// From a host's name to its addresses, by questions to the name servers over the network. Not by dns.lookup: that one
// keeps a thread waiting for each name, Node has four, and four names whose servers are silent would hold up the new
// connections of everybody else (docs/decisions/0013).
import { Resolver } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { setTimeout as after } from "node:timers/promises";

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

/** Three questions within the limit of 4 s, which leaves a second of the 5 s for connecting. */
const PATIENCE = { timeout: 1_000, tries: 3, maxTimeout: 1_500 };
/** How long IPv6 may answer later than IPv4 did: some name servers never answer for names without IPv6. */
const IPV6_GRACE_MS = 250;

/** Makes a resolver. Look-ups of one name at the same time share one pair of questions; nothing is kept afterwards. */
export function createResolveHost(options: ResolverOptions = {}): ResolveHost {
  const { servers, hostsFile = "/etc/hosts", limitMs = 4_000 } = options;
  const resolver = new Resolver(PATIENCE);
  if (servers) resolver.setServers(servers);
  const running = new Map<string, Promise<string[]>>();
  return async (host) => {
    const name = host.toLowerCase().replace(/\.$/, "");
    const known = isIP(name) ? [name] : knownHere(name, hostsFile);
    if (known.length > 0) return known;
    const lookup = running.get(name) ?? withLimit(ask(resolver, name), limitMs);
    running.set(name, lookup);
    return lookup.finally(() => running.delete(name));
  };
}

/** The hosts file, read anew each time (some 10 µs, once per new connection), then RFC 6761 for localhost. */
function knownHere(name: string, hostsFile: string): string[] {
  const listed = readHosts(hostsFile).flatMap((line) => {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().toLowerCase().split(/\s+/);
    return isIP(address) && names.includes(name) ? [address] : [];
  });
  if (listed.length > 0) return listed;
  return name === "localhost" || name.endsWith(".localhost") ? ["127.0.0.1", "::1"] : [];
}

function readHosts(hostsFile: string): string[] {
  try {
    return readFileSync(hostsFile, "utf8").split("\n");
  } catch {
    return [];
  }
}

async function ask(resolver: Resolver, name: string): Promise<string[]> {
  const ipv6 = answerOf(resolver.resolve6(name));
  const first = await answerOf(resolver.resolve4(name));
  const second = first.addresses.length > 0 ? await Promise.race([ipv6, grace()]) : await ipv6;
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
    return { addresses: [], code: (error as NodeJS.ErrnoException).code ?? "ENOTFOUND" };
  }
}

const grace = (): Promise<Answer> =>
  after(IPV6_GRACE_MS, { addresses: [], code: "ETIMEOUT" }, { ref: false });

async function withLimit(lookup: Promise<string[]>, limitMs: number): Promise<string[]> {
  const { promise: limit, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new UnresolvedError("ETIMEOUT")), limitMs);
  return Promise.race([lookup, limit]).finally(() => clearTimeout(timer));
}
