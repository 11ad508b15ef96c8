import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { expect, test } from "vitest";
import { isAllowedAddress } from "../../app/http/address-policy.ts";

type Cidr = ReturnType<typeof ipaddr.parseCIDR>;
const ranges = (text: string): Cidr[] => text.split(/\s+/).map((cidr) => ipaddr.parseCIDR(cidr));

/** IANA's IPv4 Special-Purpose Address Registry, multicast, and Azure's host. */
const SPECIAL_IPV4 = ranges(
  `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.0.0/29
  192.0.0.8/32 192.0.0.9/32 192.0.0.10/32 192.0.0.170/32 192.0.0.171/32 192.0.2.0/24 192.31.196.0/24
  192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24
  224.0.0.0/4 240.0.0.0/4 255.255.255.255/32 168.63.129.16/32`,
);

/** IANA's IPv6 registry but for the two that share their IPv4's verdict, multicast, and what went before. */
const SPECIAL_IPV6 = ranges(
  `::1/128 ::/128 ::/96 ::ffff:0:0:0/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001::/32 2001:1::1/128
  2001:1::2/128 2001:1::3/128 2001:2::/48 2001:3::/32 2001:4:112::/48 2001:10::/28 2001:20::/28 2001:30::/28
  2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8 3ffe::/16
  4000::/2 8000::/1 ::/3`,
);
/** Inside ::/3, but judged by what they carry. */
const CARRIERS = ranges("::ffff:0:0/96 64:ff9b::/96");

const bytes = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 255 }), { minLength: length, maxLength: length });
const ipv4 = bytes(4).map((octets) => new ipaddr.IPv4(octets));
const ipv6 = bytes(16).map((octets) => new ipaddr.IPv6(octets));
const within = (all: Cidr[]) =>
  fc.tuple(fc.constantFrom(...all), bytes(16)).map(([[network, bits], noise]) => {
    const fixed = network.toByteArray();
    return ipaddr.fromByteArray(
      fixed.map((octet, at) => mix(octet, noise[at] ?? 0, Math.min(8, Math.max(0, bits - at * 8)))),
    );
  });
const isIn = (address: ipaddr.IPv4 | ipaddr.IPv6, all: Cidr[]) =>
  all.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));

/** The first `fixed` bits of `a`, the rest of `b`. */
function mix(a: number, b: number, fixed: number): number {
  const mask = (0xff << (8 - fixed)) & 0xff;
  return (a & mask) | (b & ~mask & 0xff);
}

/** IPv4 inside IPv6: `carried` in all the ways in which it is judged by itself, and in all in which nothing goes. */
function carriers(carried: ipaddr.IPv4, prefix: ipaddr.IPv6) {
  const [a = 0, b = 0, c = 0, d = 0] = carried.octets;
  const [high, low] = [((a << 8) | b).toString(16), ((c << 8) | d).toString(16)];
  const flipped = [0xffff ^ ((a << 8) | b), 0xffff ^ ((c << 8) | d)].map((part) => part.toString(16));
  const net = prefix.parts.slice(0, 4).map((part) => part.toString(16));
  return {
    judged: [
      `::ffff:${carried}`,
      `::ffff:${high}:${low}`,
      `0:0:0:0:0:FFFF:${high}:${low}`,
      `64:ff9b::${carried}`,
    ],
    refused: [
      ...[`::${carried}`, `::${high}:${low}`, `::ffff:0:${carried}`, `64:ff9b:1::${carried}`],
      ...[`64:ff9b:1:${high}:${low}::`, `2002:${high}:${low}::`, `2002:${high}:${low}::1`],
      ...[`2001:0:${high}:${low}::`, `2001:0:4136:e378:8000:63bf:${flipped.join(":")}`],
      ...[`fe80::5efe:${carried}`, `fe80::200:5efe:${carried}`],
      ...[`${net.join(":")}:0:5efe:${high}:${low}`, `${net.join(":")}:200:5efe:${high}:${low}`],
    ],
  };
}

test("no address of a special range is allowed", () => {
  fc.assert(
    fc.property(within(SPECIAL_IPV4), (address) => {
      expect(isAllowedAddress(address.toString(), []), address.toString()).toBe(false);
    }),
    { numRuns: 2_000 },
  );
  fc.assert(
    fc.property(within(SPECIAL_IPV6), (address) => {
      fc.pre(!isIn(address, CARRIERS));
      for (const text of [address.toString(), (address as ipaddr.IPv6).toNormalizedString().toUpperCase()]) {
        expect(isAllowedAddress(text, []), text).toBe(false);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("the first and the last address of each special range are refused", () => {
  for (const [network, bits] of [...SPECIAL_IPV4, ...SPECIAL_IPV6]) {
    const octets = network.toByteArray();
    const last = octets.map((octet, at) => mix(octet, 0xff, Math.min(8, Math.max(0, bits - at * 8))));
    for (const address of [network, ipaddr.fromByteArray(last)]) {
      expect(isAllowedAddress(address.toString(), []), address.toString()).toBe(false);
    }
  }
});

test("an address of a special range is refused however IPv6 carries it", () => {
  fc.assert(
    fc.property(within(SPECIAL_IPV4), ipv6, (address, prefix) => {
      const { judged, refused } = carriers(address as ipaddr.IPv4, prefix);
      for (const form of [...judged, ...refused]) expect(isAllowedAddress(form, []), form).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test("a public IPv4 address is allowed, mapped and by NAT64 too, but through no tunnel", () => {
  fc.assert(
    fc.property(ipv4, ipv6, (address, prefix) => {
      fc.pre(!isIn(address, SPECIAL_IPV4));
      const { judged, refused } = carriers(address, prefix);
      for (const form of [address.toString(), ...judged]) expect(isAllowedAddress(form, []), form).toBe(true);
      for (const form of refused) expect(isAllowedAddress(form, []), form).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test("a public IPv6 address is allowed", () => {
  fc.assert(
    fc.property(within(ranges("2400::/12 2600::/12 2800::/12 2a00::/12 2c00::/12 2003::/18")), (address) => {
      fc.pre(!isIn(address, SPECIAL_IPV6) && (address as ipaddr.IPv6).parts[5] !== 0x5efe);
      expect(isAllowedAddress(address.toString(), []), address.toString()).toBe(true);
    }),
  );
  for (const address of ["2606:4700:4700::1111", "2001:4860:4860::8888", "2001:200::1", "2620:fe::fe"]) {
    expect(isAllowedAddress(address, []), address).toBe(true);
  }
});

test("what the operator allows is allowed, and nothing beside it", () => {
  fc.assert(
    fc.property(ipv4, ipv6, (address, prefix) => {
      const allowed = [[address, 32]] as Cidr[];
      const { refused } = carriers(address, prefix);
      expect(isAllowedAddress(address.toString(), allowed)).toBe(true);
      expect(isAllowedAddress(`::ffff:${address}`, allowed)).toBe(true);
      for (const form of refused) expect(isAllowedAddress(form, allowed), form).toBe(false);
    }),
  );
  const loopback = [ipaddr.parseCIDR("127.0.0.0/8")];
  expect(isAllowedAddress("127.1.2.3", loopback)).toBe(true);
  for (const other of ["10.0.0.1", "::1", "64:ff9b::7f00:1", "128.0.0.0.1", "126.255.255.255%lo"]) {
    expect(isAllowedAddress(other, loopback), other).toBe(false);
  }
});

test("allowing a range of IPv6 allows no private IPv4 address that is mapped into it", () => {
  for (const range of ["::ffff:0:0/96", "::/0"]) {
    expect(isAllowedAddress("::ffff:10.0.0.1", [ipaddr.parseCIDR(range)])).toBe(false);
  }
});

test("text that is no address in its usual form is not allowed, nor one with a zone", () => {
  const odd =
    "1.2.3.4.5 ::g 134744072 0x8.8.8.8 010.8.8.8 8.8.2056 8.8.8.8. [2606:4700::1] 2606:4700::1%eth0 ٨.8.8.8";
  for (const text of ["", "example.com", " 8.8.8.8", "8.8.8.8 ", "8.8.8.8\0", ...odd.split(" ")]) {
    expect(isAllowedAddress(text, []), text).toBe(false);
  }
});
