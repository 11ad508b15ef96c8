import { afterAll, expect, test } from "vitest";
import { urlProblem } from "../../app/endpoints/check-url.ts";
import { urlField } from "../../app/endpoints/endpoint-fields.ts";
import { createPost } from "../../app/http/post.ts";
import { createResolveHost } from "../../app/http/resolve-host.ts";
import { createDnsServer } from "./dns-server.ts";

const dns = await createDnsServer({
  "rebound.test": { addresses: ["127.0.0.1"] },
  "metadata.test": { cname: "internal.test", addresses: ["169.254.169.254"] },
  "mixed.test": { addresses: ["93.184.215.14", "8.8.8.8", "10.0.0.1"] },
  "six.test": { addresses: ["93.184.215.14", "fd00::1"] },
  "mapped.test": { addresses: ["::ffff:10.0.0.1"] },
  "compatible.test": { addresses: ["::808:808"] },
});
const resolveHost = createResolveHost({ servers: [dns.address] });
const { post, close } = createPost({ allowedAddresses: [], timeoutMs: 20_000, resolveHost });
afterAll(close);

/** What the form and the API say of a URL, or undefined. */
async function doorSays(text: string): Promise<string | undefined> {
  const parsed = urlField.safeParse(text);
  if (!parsed.success) return parsed.error.issues[0]?.message;
  const env = { ALLOW_DESTINATIONS: [], ALLOW_HTTP_DESTINATIONS: true };
  return urlProblem({ env: env as never }, parsed.data, resolveHost);
}

const IPV4 = `0 0.0.0.0 127.0.0.1 127.0.0.1. 127.1 127.0.1 127.127.127.127 2130706433 017700000001 0x7f000001 0x7F.1
  0x7f.0x0.0x0.0x1 0177.0.0.1 00000177.0.0.01 0177.0.0x1 %31%32%37.0.0.1 127%2e0%2e0%2e1 127.0.0.1%2e
  127。0。0。1 127．0．0．1 127｡0｡0｡1 １２７.0.0.1 ①②⑦.⓪.⓪.① ①②⑦｡⓪｡⓪｡① 𝟏𝟐𝟕.𝟎.𝟎.𝟏 ١٢٧.0.0.1
  10.0.0.1 167772161 172.16.0.1 172.31.255.255 192.168.0.1 3232235521 0300.0250.0.1 100.64.0.1
  169.254.169.254 2852039166 0xA9FEA9FE 0xa9.0xfe.0xa9.0xfe 0251.0376.0251.0376 169.254.43518 169.16689662
  025177524776 ⑯⑨。②⑤④。⑯⑨｡②⑤④ 425.510.425.510 7147006462 100.100.100.200 192.0.0.192 168.63.129.16 198.18.0.1
  192.0.2.1 224.0.0.1 239.255.255.250 255.255.255.255 192.88.99.1 192.52.193.1 192.31.196.1`;
const IPV6 = `[::] [::1] [0:0:0:0:0:0:0:1] [0000::0001] [::0001] [::ffff:127.0.0.1] [::FFFF:7F00:1] [::ffff:a9fe:a9fe]
  [0:0:0:0:0:ffff:10.0.0.1] [::127.0.0.1] [::7f00:1] [::8.8.8.8] [::ffff:0:127.0.0.1] [::ffff:0:8.8.8.8]
  [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::169.254.169.254] [64:ff9b:1::8.8.8.8] [2002:7f00:1::]
  [2002:a9fe:a9fe::1] [2002:808:808::] [2001:0:808:808::1] [2001:db8::1] [2001:10::1] [2001:20::1] [2001:2::1] [3fff::1]
  [2606:4700::5efe:10.0.0.1] [2606:4700::200:5efe:808:808] [fe80::5efe:8.8.8.8] [100::1] [5f00::1] [fc00::1]
  [fd00:ec2::254] [fd20:ce::254] [fe80::1] [fe80::1%25eth0] [fe80::1%eth0] [fec0::1] [ff02::1] [::1%25lo]`;
const NAMES = `localhost LOCALHOST localhost. sub.localhost ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ｌｏｃａｌｈｏｓｔ loc\u00adalhost loc%61lhost
  rebound.test REBOUND.TEST. ｒebound.test metadata.test mixed.test six.test mapped.test compatible.test`;
const HOSTS = `${IPV4} ${IPV6} ${NAMES}`.split(/\s+/);
const URLS = HOSTS.flatMap((host) => [`http://${host}/a?key=hush`, `https://${host}:8443`]);

test.each([
  ...URLS,
  ...[
    "http:127.0.0.1",
    "http:/127.0.0.1/",
    "http:\\\\127.0.0.1\\a",
    "\thttp://127.0.0.1",
    "ht\ntp://127.0.0.1",
  ],
  ...["http://127.0.0.1#@example.com/", "http://127.0.0.1?@example.com/", "http://127.0.0.1\\@example.com/"],
  ...["http://example.com@127.0.0.1/", "http://a:b@example.com/", "http://1.1.1.1 &@2.2.2.2# @3.3.3.3/"],
  ...[
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_",
    "dict://127.0.0.1:11211/",
    "ftp://127.0.0.1/",
    "unix:/a",
  ],
  ...["http://", "http:///", "//127.0.0.1/", "127.0.0.1", "", "http://[::1", "http://127.0.0.1:99999/"],
])("%j is refused at the door and never connected to", async (url) => {
  const outcome = await post({ url, headers: {}, body: "" });
  expect(outcome).toMatchObject({ kind: "failed", reason: "blocked_address", remoteAddress: null });
  expect(JSON.stringify(outcome)).not.toMatch(/hush|example|127|10\.0/);
  expect(await doorSays(url)).toEqual(expect.stringMatching(/\.$|https:\/\/$/));
});

test("a name that leads nowhere yet passes the door, and so does a public address", async () => {
  for (const host of [
    "nowhere.test",
    "8.8.8.8",
    "[2606:4700::1111]",
    "[::ffff:8.8.8.8]",
    "[64:ff9b::808:808]",
  ]) {
    expect(await doorSays(`https://${host}/`), host).toBeUndefined();
  }
});

test("a name may be fine at the door and lead inside when the delivery goes out", async () => {
  dns.zones["turncoat.test"] = { addresses: ["93.184.215.14"] };
  expect(await doorSays("https://turncoat.test/")).toBeUndefined();
  dns.zones["turncoat.test"] = { addresses: ["127.0.0.1"] };
  const outcome = await post({ url: "https://turncoat.test/", headers: {}, body: "" });
  expect(outcome).toMatchObject({ kind: "failed", reason: "blocked_address" });
});

test("a name whose servers are silent fails as dns, and meanwhile the others are sent to", async () => {
  dns.zones["silent.test"] = { silent: ["A", "AAAA"] };
  const impatient = createResolveHost({ servers: [dns.address], limitMs: 1_500 });
  const sender = createPost({ allowedAddresses: [], timeoutMs: 20_000, resolveHost: impatient });
  const sendTo = (host: string) => sender.post({ url: `https://${host}/?key=hush`, headers: {}, body: "" });
  const silent = Promise.race(Array.from({ length: 20 }, () => sendTo("silent.test")));
  const others = Promise.all(Array.from({ length: 20 }, () => sendTo("rebound.test")));
  expect(await Promise.race([silent, others])).toHaveLength(20);
  expect(await silent).toMatchObject({ kind: "failed", reason: "dns", detail: "ETIMEOUT" });
  sender.close();
});
