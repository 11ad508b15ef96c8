// The connections to merchants' servers: each goes to an address that was checked right then (literal ones in post.ts,
// as no lookup sees them), is kept for a while and shared by all who send to that origin. Between requests Node ends a
// connection on which anything arrives, so no answer is taken for the next request's.
import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import type { Cidr } from "../config/env-forms.ts";
import { checkedLookup } from "./checked-lookup.ts";
import type { ResolveHost } from "./resolve-host.ts";
import type { Target } from "./target.ts";

/** Idle connections, in all: some 50 KB each where there is TLS. The one that is idle for longest goes first. */
const MAX_IDLE = 512;
const AGENT = {
  keepAlive: true,
  maxFreeSockets: 64,
  scheduling: "lifo",
  timeout: 30_000, // of an idle one; sooner when the receiver says so (Keep-Alive: timeout=5)
  autoSelectFamilyAttemptTimeout: 1_000, // Node's 250 ms gives up on receivers that are merely far away
  rejectUnauthorized: true, // whatever NODE_TLS_REJECT_UNAUTHORIZED says
} as const;

type Origin = Pick<Target, "protocol" | "host" | "port">;

export interface Connections {
  /** `protocol`: as URL writes it */
  agentFor(protocol: string): http.Agent;
  /** Ends the idle connections to an origin, so that the next request gets a fresh one. */
  dropIdle(target: Origin): void;
  close(): void;
}

export function createConnections(allowed: Cidr[], resolveHost: ResolveHost): Connections {
  const options = { ...AGENT, lookup: checkedLookup(resolveHost, allowed) };
  const plain = new http.Agent(options);
  const secure = new https.Agent(options);
  const agentFor = (protocol: string) => (protocol === "https:" ? secure : plain);
  const idle = new Set<Duplex>();
  limitIdle(plain, idle);
  limitIdle(secure, idle);
  return {
    agentFor,
    dropIdle({ protocol, host, port }) {
      const agent = agentFor(protocol);
      const name = agent.getName({ ...options, host, port });
      for (const socket of agent.freeSockets[name] ?? []) socket.destroy();
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** Node limits idle connections by origin only, and there may be thousands of origins. */
function limitIdle(agent: http.Agent, idle: Set<Duplex>): void {
  const connect = agent.createConnection.bind(agent);
  const keep = agent.keepSocketAlive.bind(agent) as (socket: Duplex) => boolean;
  const reuse = agent.reuseSocket.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback);
    return socket?.once("close", () => idle.delete(socket));
  };
  agent.keepSocketAlive = (socket) => {
    if (!keep(socket)) return false;
    idle.add(socket);
    const [oldest] = idle;
    if (idle.size > MAX_IDLE) oldest?.destroy();
    return true;
  };
  agent.reuseSocket = (socket, request) => {
    idle.delete(socket);
    reuse(socket, request);
  };
}
