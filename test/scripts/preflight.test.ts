// The pre-flight against the app over real HTTP: as it is, and with one thing broken each.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { systemClock } from "../../app/config/clock.ts";
import { type Serving, serve } from "../../app/server/serve.ts";
import { type Finding, lineOf } from "../../scripts/preflight/finding.ts";
import { checkPanel } from "../../scripts/preflight/panel-page.ts";
import type { RunningApp } from "../../scripts/preflight/running-app.ts";
import { checkSignedRoutes } from "../../scripts/preflight/signed-routes.ts";
import { buildApp } from "../helpers/build-app.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { API_SECRET, createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop } from "../panel/panel-request.ts";

const CONFIG = "shopify.app.toml";
const FILES = { config: CONFIG };
const FLOW = "extensions/flow/shopify.extension.toml";
const toml = readFileSync(CONFIG, "utf8");

let app: TestDeps;
let serving: Serving;

beforeAll(async () => {
  await buildApp();
  app = await createTestDeps({ TRUST_PROXY: "1" }, { clock: systemClock });
  serving = await serve(app.deps);
  await installShop(app.deps, SHOP);
}, 180_000);
afterAll(() => serving.close());

const at = (port: number): RunningApp => ({
  ...{ address: `http://127.0.0.1:${port}`, apiKey: "test-api-key", secret: API_SECRET, shop: SHOP },
});

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

let proxies = 0;

/** The app behind something that changes its answers; each is asked by another visitor. */
async function behind(change: (answer: Answer, path: string) => void): Promise<RunningApp> {
  proxies += 1;
  const visitor = `203.0.113.${proxies}`;
  const server = createServer(async (request, response) => {
    const { host: _host, connection: _connection, ...headers } = request.headers;
    const answer = await fetch(`http://127.0.0.1:${serving.port}${request.url}`, {
      method: request.method ?? "GET",
      headers: { ...(headers as Record<string, string>), "x-forwarded-for": visitor },
      redirect: "manual",
      ...(request.method === "POST" && { body: await text(request) }),
    });
    const kept = [...answer.headers].filter(
      ([name]) => !/^(connection|transfer-encoding|content-(length|encoding))$/.test(name),
    );
    const changed = { status: answer.status, headers: Object.fromEntries(kept), body: await answer.text() };
    change(changed, request.url ?? "");
    response.writeHead(changed.status, changed.headers).end(changed.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return at((server.address() as AddressInfo).port);
}

const failures = (findings: Finding[]) => findings.filter(({ kind }) => kind === "failed").map(lineOf);

test("the app as it is passes every check", async () => {
  const findings = [
    ...(await checkSignedRoutes(at(serving.port), FILES)),
    ...(await checkPanel(at(serving.port))),
  ];
  expect(failures(findings)).toEqual([]);
  expect(findings).toHaveLength(10);
});

test("the probes leave three rows without bodies and one of Flow's, however often they are made", async () => {
  await checkSignedRoutes(at(serving.port), FILES);
  await checkSignedRoutes(at(serving.port), FILES);
  const shopDomain = "carillon-preflight-.myshopify.com";
  const { prisma } = app.deps;
  const rows = await prisma.inboundWebhook.findMany({ where: { shopDomain } });
  expect(rows.map(({ status, reason }) => [status, reason])).toEqual(
    Array(3).fill(["unmapped", "no_shop_named"]),
  );
  expect(await prisma.inboundBody.count({ where: { id: { in: rows.map(({ id }) => id) } } })).toBe(0);
  expect(await prisma.flowUsage.count({ where: { shopDomain } })).toBe(1);
  expect(await prisma.duty.count()).toBe(0);
  expect(await prisma.event.count()).toBe(0);
});

test.each<[string, string, RegExp, (answer: Answer, path: string) => void]>([
  [
    "answers 400 where a signature is missing",
    "POST /flow/lifecycle",
    /whose signature is missing was answered 400; Shopify's review wants 401/,
    (answer, path) => {
      if (path.startsWith("/flow/lifecycle") && answer.status === 401) answer.status = 400;
    },
  ],
  [
    "takes forms of the App Proxy unproved",
    "POST /proxy/forms/… (App Proxy)",
    /missing was answered 200/,
    (answer, path) => {
      if (path.startsWith("/proxy") && answer.status === 401) answer.status = 200;
    },
  ],
  [
    "refuses what Shopify signed",
    "POST /flow/actions/send-webhook-event",
    /rightly signed request was answered 401. Set SHOPIFY_API_SECRET/,
    (answer, path) => {
      if (path.startsWith("/flow/actions") && answer.status === 404) answer.status = 401;
    },
  ],
  [
    "breaks",
    "POST /flow/lifecycle",
    /rightly signed request was answered 500 instead of 200. Look into the app's log/,
    (answer, path) => {
      if (path.startsWith("/flow/lifecycle") && answer.status === 200) answer.status = 500;
    },
  ],
  [
    "lets anybody frame it",
    "Content-Security-Policy: frame-ancestors for each shop",
    /frame-ancestors is missing for test-shop.myshopify.com/,
    ({ headers }) => delete headers["content-security-policy"],
  ],
  [
    "lets a whole domain frame it",
    "Content-Security-Policy: frame-ancestors for each shop",
    /is "https:\/\/\*\.myshopify\.com https:\/\/admin\.shopify\.com" instead of/,
    ({ headers }) => {
      headers["content-security-policy"] =
        "frame-ancestors https://*.myshopify.com https://admin.shopify.com";
    },
  ],
  [
    "says nothing of HTTPS",
    "Strict-Transport-Security",
    /it is ""; its max-age must be at least 15552000/,
    ({ headers }) => delete headers["strict-transport-security"],
  ],
  [
    "lets anybody frame the panel itself",
    "Content-Security-Policy: frame-ancestors for each shop",
    /frame-ancestors is "\*" instead of/,
    ({ headers }, path) => {
      if (path.startsWith("/app")) headers["content-security-policy"] = "frame-ancestors *";
    },
  ],
  [
    "has no policy on the panel itself",
    "Content-Security-Policy: frame-ancestors for each shop",
    /frame-ancestors is missing for test-shop/,
    ({ headers }, path) => {
      if (path.startsWith("/app")) delete headers["content-security-policy"];
    },
  ],
  [
    "has a second policy that forbids what the first allows",
    "Content-Security-Policy: frame-ancestors for each shop",
    /frame-ancestors is "'none'" instead of/,
    ({ headers }) => {
      headers["content-security-policy"] += ", frame-ancestors 'none'";
    },
  ],
  [
    "takes any name for a shop's",
    "Content-Security-Policy: frame-ancestors for each shop",
    /where the shop is said to be other\.example/,
    ({ headers }, path) => {
      const shop = new URL(path, "http://x").searchParams.get("shop");
      if (shop)
        headers["content-security-policy"] = `frame-ancestors https://${shop} https://admin.shopify.com`;
    },
  ],
  [
    "says nothing of HTTPS on the panel itself",
    "Strict-Transport-Security",
    /it is ""/,
    ({ headers }, path) => {
      if (path.startsWith("/app")) delete headers["strict-transport-security"];
    },
  ],
  [
    "has App Bridge in a comment",
    "App Bridge: first script of the head, with the meta tag of the client id",
    /the first script is/,
    (answer) => {
      answer.body = answer.body.replace(/<script src="(https:\/\/cdn[^"]*)"><\/script>/, "<!-- $& -->");
    },
  ],
  [
    "has a script before App Bridge",
    "App Bridge: first script of the head, with the meta tag of the client id",
    /the first script is <script src="\/tracker.js">/,
    (answer) => {
      answer.body = answer.body.replace("<head>", '<head><script src="/tracker.js"></script>');
    },
  ],
  [
    "has App Bridge in the body",
    "App Bridge: first script of the head, with the meta tag of the client id",
    /the first script is <script src="https:\/\/cdn/,
    (answer) => {
      answer.body = answer.body.replace("<head>", "<head></head>");
    },
  ],
  [
    "does not say whose app it is",
    "App Bridge: first script of the head, with the meta tag of the client id",
    /<meta name="shopify-api-key"> is missing before it instead of "test-api-key"/,
    (answer) => {
      answer.body = answer.body.replace(/<meta name="shopify-api-key"[^>]*>/, "");
    },
  ],
])("an app that %s fails at one check, which says what to do", async (_what, check, sentence, change) => {
  const broken = await behind(change);
  // What is changed concerns the routes or the pages, never both.
  const found = failures(
    check.startsWith("POST") ? await checkSignedRoutes(broken, FILES) : await checkPanel(broken),
  );
  expect(found).toEqual([expect.stringMatching(sentence)]);
  expect(found[0]).toContain(`FAILED  ${check}: `);
});

test("another client secret fails at every signed route", async () => {
  const found = failures(await checkSignedRoutes({ ...at(serving.port), secret: "another" }, FILES));
  expect(found).toHaveLength(6);
});

test("an app that is not there fails, and so does an address without HTTPS", async () => {
  const gone = await checkSignedRoutes(at(1), FILES);
  expect(failures(gone)).toHaveLength(6);
  expect(failures(gone)[0]).toContain("it could not be checked: ");
  const [address] = await checkPanel({ ...at(1), address: "http://carillon.invalid" });
  expect(address && lineOf(address)).toMatch(/^FAILED {2}address: https: .* is not https\. Put a proxy/);
});

test("without a shop the page's own check is skipped, and says how to make it", async () => {
  const found = await checkPanel({ ...at(serving.port), shop: undefined });
  expect(found.map(({ kind }) => kind)).toEqual(["ok", "ok", "ok", "skipped"]);
  expect(lineOf(found[3] as Finding)).toContain("--shop example.myshopify.com");
});

test.each<[string, RegExp, Record<string, string>]>([
  [
    "webhooks go to another path",
    /POST \/webhook as customers\/redact: a rightly signed request was answered 401.*check this address/,
    { [CONFIG]: toml.replace('uri = "/webhooks"', 'uri = "/webhook"') },
  ],
  [
    "compliance webhooks go to another host",
    /https:\/\/other\.example\/x leads to another host/,
    {
      [CONFIG]: toml.replace(
        'uri = "/webhooks"\ncompliance_topics',
        'uri = "https://other.example/x"\ncompliance_topics',
      ),
    },
  ],
  [
    "the App Proxy goes to another path",
    /POST \/prox\/forms\/… \(App Proxy\): a rightly signed request was answered 401.*check this address/,
    { [CONFIG]: toml.replace('url = "/proxy"', 'url = "/prox"') },
  ],
  [
    "Flow's action goes to another path",
    /POST \/flow\/actions\/sent: a rightly signed request was answered 401.*check this address/,
    { [FLOW]: readFileSync(FLOW, "utf8").replace("/flow/actions/send-webhook-event", "/flow/actions/sent") },
  ],
])("when %s, the probe of that address fails", async (_what, sentence, texts) => {
  const found = failures(await checkSignedRoutes(await behind(() => undefined), { config: CONFIG, texts }));
  expect(found).toEqual([expect.stringMatching(sentence)]);
});

test("the command passes the sandbox's running app, and ends with 1 when something is wrong", async () => {
  const data = await temporaryData("carillon-preflight-");
  const stack = await startStack({ dataDir: data.directory, env: { LOG_LEVEL: "error" } });
  onTestFinished(async () => {
    await stack.stop();
    await data.remove();
  });
  await fetch(stack.adminUrl());
  const run = async (secret: string, ...words: string[]) => {
    const child = spawn(process.execPath, ["scripts/preflight.ts", ...words], {
      env: {
        ...process.env,
        SHOPIFY_APP_URL: stack.appUrl,
        SHOPIFY_API_KEY: stack.app.apiKey,
        SHOPIFY_API_SECRET: secret,
      },
    });
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
    return { code, lines: out.trimEnd().split("\n") };
  };
  const good = await run(stack.app.apiSecret, "--shop", stack.shop);
  expect(good.lines.filter((line) => !line.startsWith("ok"))).toEqual(["16 ok, 0 failed, 0 skipped"]);
  expect(good.code).toBe(0);
  const bad = await run("another", stack.appUrl);
  expect([bad.code, bad.lines.at(-1)]).toEqual([1, "9 ok, 6 failed, 1 skipped"]);
  expect((await run("", stack.appUrl)).code).toBe(1);
}, 120_000);
