import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { expect, test } from "vitest";
import { isAllowedAddress } from "../../app/http/address-policy.ts";

const PRIVATE = [
  ...[
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
  ],
  ...["192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4"],
  ...["240.0.0.0/4", "255.255.255.255/32"],
].map((range) => ipaddr.IPv4.parseCIDR(range));

const isPrivate = (address: ipaddr.IPv4) => PRIVATE.some((range) => address.match(range));

const bytes = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 255 }), { minLength: length, maxLength: length });
const ipv4 = bytes(4).map((octets) => new ipaddr.IPv4(octets));
const privateIpv4 = fc
  .tuple(fc.constantFrom(...PRIVATE), bytes(4))
  .map(
    ([[network, bits], octets]) =>
      new ipaddr.IPv4(network.octets.map((octet, at) => mix(octet, octets[at] ?? 0, bits - at * 8))),
  );

/** The first `fixed` bits of `a`, the rest of `b`. */
function mix(a: number, b: number, fixed: number): number {
  const mask = fixed >= 8 ? 0xff : fixed <= 0 ? 0 : (0xff << (8 - fixed)) & 0xff;
  return (a & mask) | (b & ~mask & 0xff);
}

test("no address of a private or reserved range is allowed, in any way of writing it", () => {
  fc.assert(
    fc.property(privateIpv4, (address) => {
      const text = address.toString();
      const hex = address.toIPv4MappedAddress().toString();
      for (const form of [text, `::ffff:${text}`, hex, `64:ff9b::${text}`, `::${text}`]) {
        expect(isAllowedAddress(form, []), form).toBe(false);
      }
    }),
  );
});

test("public IPv4 addresses are allowed, also when IPv6 carries them", () => {
  fc.assert(
    fc.property(
      ipv4.filter((address) => !isPrivate(address) && address.range() === "unicast"),
      (address) => {
        expect(isAllowedAddress(address.toString(), [])).toBe(true);
        expect(isAllowedAddress(`::ffff:${address}`, [])).toBe(true);
      },
    ),
  );
});

test("of IPv6 only the globally routed part is allowed", () => {
  fc.assert(
    fc.property(bytes(16), (octets) => {
      const address = new ipaddr.IPv6(octets);
      const inGlobal = ((octets[0] ?? 0) & 0xe0) === 0x20;
      const carriesIpv4 =
        address.isIPv4MappedAddress() || address.match(ipaddr.IPv6.parseCIDR("64:ff9b::/96"));
      if (!inGlobal && !carriesIpv4) expect(isAllowedAddress(address.toString(), [])).toBe(false);
    }),
  );
  expect(isAllowedAddress("2606:4700:4700::1111", [])).toBe(true);
  for (const tunnel of ["2002:7f00:1::", "2001::1", "2001:db8::1"])
    expect(isAllowedAddress(tunnel, [])).toBe(false);
});

test("what the operator allows is allowed, and nothing beside it", () => {
  const allowed = [ipaddr.parseCIDR("127.0.0.0/8")];
  expect(isAllowedAddress("127.1.2.3", allowed)).toBe(true);
  expect(isAllowedAddress("::ffff:127.0.0.1", allowed)).toBe(true);
  expect(isAllowedAddress("10.0.0.1", allowed)).toBe(false);
  expect(isAllowedAddress("::1", allowed)).toBe(false);
});

test("text that is no address is not allowed", () => {
  for (const text of ["", "example.com", "1.2.3.4.5", "::g"]) expect(isAllowedAddress(text, [])).toBe(false);
});
