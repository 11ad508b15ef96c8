// A name server on loopback: answers what it is told, or nothing at all.
import { createSocket } from "node:dgram";
import ipaddr from "ipaddr.js";
import { afterAll } from "vitest";

type Kind = "A" | "AAAA";

/** Addresses of both kinds, behind `cname` if there is one; a silent name gets no answer, of one kind or of any. */
interface Zone {
  addresses?: string[];
  cname?: string;
  silent?: Kind[];
}

const KINDS: Record<number, Kind> = { 1: "A", 28: "AAAA" };
const SERVFAIL = 2;
const NXDOMAIN = 3;

export interface DnsServer {
  /** `address:port` */
  address: string;
  /** what is answered from now on; a name that is not there does not exist, "broken" is a server's failure */
  zones: Record<string, Zone | "broken">;
  /** as `name kind` */
  asked: string[];
}

export async function createDnsServer(zones: DnsServer["zones"]): Promise<DnsServer> {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  const server: DnsServer = { address: "", zones, asked };
  socket.on("message", (message, { port, address }) => {
    const { name, kind, end } = readQuestion(message);
    asked.push(`${name} ${kind}`);
    const zone = server.zones[name];
    if (typeof zone === "object" && kind && zone.silent?.includes(kind)) return;
    socket.send(answerTo(message.subarray(0, end), zone, kind), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  afterAll(() => void socket.close());
  server.address = `127.0.0.1:${socket.address().port}`;
  return server;
}

function readQuestion(message: Buffer): { name: string; kind: Kind | undefined; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += length + 1;
  }
  return { name: labels.join("."), kind: KINDS[message.readUInt16BE(at + 1)], end: at + 5 };
}

function answerTo(question: Buffer, zone: Zone | "broken" | undefined, kind: Kind | undefined): Buffer {
  const records = typeof zone === "object" ? recordsOf(zone, kind) : [];
  const header = Buffer.from(question);
  header.writeUInt16BE(0x8180 | (zone === "broken" ? SERVFAIL : zone ? 0 : NXDOMAIN), 2);
  header.writeUInt16BE(records.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, ...records]);
}

function recordsOf({ addresses = [], cname }: Zone, kind: Kind | undefined): Buffer[] {
  const owner = cname ? nameBytes(cname) : Buffer.from([0xc0, 12]);
  const wanted = addresses.filter((address) => (ipaddr.IPv4.isValid(address) ? "A" : "AAAA") === kind);
  const found = wanted.map((address) =>
    record(owner, kind === "A" ? 1 : 28, Buffer.from(ipaddr.parse(address).toByteArray())),
  );
  return cname ? [record(Buffer.from([0xc0, 12]), 5, nameBytes(cname)), ...found] : found;
}

function record(owner: Buffer, type: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(60, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([owner, fixed, data]);
}

const nameBytes = (name: string): Buffer =>
  Buffer.concat([
    ...name.split(".").map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);
