import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createResolveHost } from "../../app/http/resolve-host.ts";
import { createDnsServer } from "./dns-server.ts";

const NO_FILE = join(tmpdir(), "no-such-hosts-file");

async function resolverFor(zones: Parameters<typeof createDnsServer>[0], options = {}) {
  const server = await createDnsServer(zones);
  const resolve = createResolveHost({ servers: [server.address], hostsFile: NO_FILE, ...options });
  return { server, resolve };
}

test("a name has all its addresses, IPv4 first, also behind another name", async () => {
  const { resolve } = await resolverFor({
    "both.test": { addresses: ["2606:4700::1", "192.0.2.1", "192.0.2.2"] },
    "six.test": { addresses: ["2606:4700::2"] },
    "alias.test": { cname: "elsewhere.test", addresses: ["192.0.2.3"] },
  });
  expect(await resolve("both.test")).toEqual([
    expect.stringMatching(/^192/),
    expect.stringMatching(/^192/),
    "2606:4700::1",
  ]);
  expect(await resolve("SIX.test.")).toEqual(["2606:4700::2"]);
  expect(await resolve("alias.test")).toEqual(["192.0.2.3"]);
});

test("a name without addresses, one that does not exist and a broken server say so", async () => {
  const { resolve } = await resolverFor({ "empty.test": {}, "broken.test": "broken" });
  await expect(resolve("empty.test")).rejects.toMatchObject({ name: "UnresolvedError", code: "ENODATA" });
  await expect(resolve("missing.test")).rejects.toMatchObject({ code: "ENOTFOUND" });
  await expect(resolve("broken.test")).rejects.toMatchObject({ code: "ESERVFAIL" });
  await expect(resolve(`${"x".repeat(64)}.test`)).rejects.toMatchObject({ code: "EBADNAME" });
});

test("without any name server a look-up fails and does not hang", async () => {
  const resolve = createResolveHost({ servers: ["127.0.0.1:1"], hostsFile: NO_FILE, limitMs: 2_000 });
  await expect(resolve("example.com")).rejects.toMatchObject({ name: "UnresolvedError" });
});

test("names whose server is silent hold up nobody else", async () => {
  const silent = Array.from({ length: 40 }, (_, at) => `silent-${at}.test`);
  const { resolve, server } = await resolverFor(
    {
      ...Object.fromEntries(silent.map((name) => [name, { silent: ["A", "AAAA"] as const }])),
      "alive.test": { addresses: ["192.0.2.1"] },
    } as Parameters<typeof createDnsServer>[0],
    { limitMs: 3_000 },
  );
  let hanging = silent.length;
  const lookups = silent.map((name) =>
    resolve(name).catch((error) => {
      hanging -= 1;
      return error.code as string;
    }),
  );
  await expect.poll(() => server.asked.length).toBeGreaterThanOrEqual(2 * silent.length);
  for (let round = 0; round < 20; round += 1) expect(await resolve("alive.test")).toEqual(["192.0.2.1"]);
  expect(hanging).toBe(silent.length);
  expect(new Set(await Promise.all(lookups))).toEqual(new Set(["ETIMEOUT"]));
});

test("a server that never answers for IPv6 costs no answer for IPv4", async () => {
  const { resolve } = await resolverFor(
    { "half.test": { addresses: ["192.0.2.1"], silent: ["AAAA"] } },
    { limitMs: 1_000 },
  );
  expect(await resolve("half.test")).toEqual(["192.0.2.1"]);
});

test("look-ups of one name at the same time ask once, a later one asks anew", async () => {
  const { resolve, server } = await resolverFor({ "one.test": { addresses: ["192.0.2.1"] } });
  await Promise.all(Array.from({ length: 50 }, () => resolve("one.test")));
  expect(server.asked.sort()).toEqual(["one.test A", "one.test AAAA"]);
  server.zones["one.test"] = { addresses: ["10.0.0.1"] };
  expect(await resolve("one.test")).toEqual(["10.0.0.1"]);
});

test("the hosts file knows names that no server does, and localhost is known without both", async () => {
  const hostsFile = join(tmpdir(), `hosts-${process.pid}`);
  await writeFile(
    hostsFile,
    "# 10.0.0.9 receiver\n10.0.0.1 Receiver receiver.internal # ours\n127.1 short\n",
  );
  const { resolve, server } = await resolverFor({}, { hostsFile });
  expect(await resolve("receiver")).toEqual(["10.0.0.1"]);
  expect(await resolve("RECEIVER.internal.")).toEqual(["10.0.0.1"]);
  expect(await resolve("localhost")).toEqual(["127.0.0.1", "::1"]);
  expect(await resolve("anything.localhost")).toEqual(["127.0.0.1", "::1"]);
  expect(server.asked).toEqual([]);
  await expect(resolve("short")).rejects.toMatchObject({ code: "ENOTFOUND" });
});
