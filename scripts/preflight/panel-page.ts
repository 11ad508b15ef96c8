// What a browser is told by the panel: who may frame it, that it is HTTPS alone, and App Bridge.
import { mintSessionToken } from "../../sandbox/shopify/session-token.ts";
import { type Finding, tryCheck } from "./finding.ts";
import { ask, isLoopback, PROBE_SHOP, type RunningApp } from "./running-app.ts";

const ADMIN = "https://admin.shopify.com";
const APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
/** Half a year is what scanners want at least. */
const HSTS_SECONDS = 15_552_000;

export async function checkPanel(app: RunningApp): Promise<Finding[]> {
  const shop = app.shop ?? PROBE_SHOP;
  const head = "App Bridge: first script of the head, with the meta tag of the client id";
  return [
    await tryCheck("address: https", async () => addressProblem(app)),
    await tryCheck("Content-Security-Policy: frame-ancestors for each shop", () => framingProblem(app, shop)),
    await tryCheck("Strict-Transport-Security", () => transportProblem(app)),
    app.shop === undefined
      ? {
          kind: "skipped",
          check: head,
          note: "name a shop that has the app installed: --shop example.myshopify.com",
        }
      : await tryCheck(head, () => headProblem(app, shop)),
  ];
}

const addressProblem = ({ address }: RunningApp): string | undefined =>
  address.startsWith("https://") || isLoopback(address)
    ? undefined
    : `${address} is not https. Put a proxy with a certificate before the app, and set SHOPIFY_APP_URL.`;

async function framingProblem(app: RunningApp, shop: string): Promise<string | undefined> {
  const own = await ancestors(app, `/auth/login?shop=${shop}`);
  const isOurs = (source: string) =>
    [`https://${shop}`, ADMIN].includes(source) || (isLoopback(app.address) && isLoopbackSource(source));
  const todo = "Let the app set this header, and nothing after it change it.";
  if (!own) return `frame-ancestors is missing for ${shop}. ${todo}`;
  if (!own.includes(`https://${shop}`) || !own.includes(ADMIN) || !own.every(isOurs))
    return `frame-ancestors is "${own.join(" ")}" instead of "https://${shop} ${ADMIN}". ${todo}`;
  const none = await ancestors(app, "/auth/login");
  if (none?.join(" ") !== "'none'")
    return `frame-ancestors is "${none?.join(" ") ?? ""}" instead of "'none'" where no shop is named. ${todo}`;
  return undefined;
}

const isLoopbackSource = (source: string): boolean => URL.canParse(source) && isLoopback(source);

async function ancestors(app: RunningApp, path: string): Promise<string[] | undefined> {
  const { headers } = await ask(app, path);
  const directives = (headers.get("content-security-policy") ?? "").split(/[;,]/);
  const found = directives
    .map((text) => text.trim().split(/\s+/))
    .find(([name]) => name === "frame-ancestors");
  return found?.slice(1);
}

async function transportProblem(app: RunningApp): Promise<string | undefined> {
  const { headers } = await ask(app, "/auth/login");
  const value = headers.get("strict-transport-security") ?? "";
  const seconds = Number(/max-age=(\d+)/.exec(value)?.[1] ?? 0);
  if (seconds >= HSTS_SECONDS) return undefined;
  return `it is "${value}"; its max-age must be at least ${HSTS_SECONDS}. Let the proxy before the app pass the header on.`;
}

async function headProblem(app: RunningApp, shop: string): Promise<string | undefined> {
  const now = new Date();
  const name = shop.replace(".myshopify.com", "");
  const visit = new URLSearchParams({
    ...{
      embedded: "1",
      shop,
      id_token: mintSessionToken({ apiKey: app.apiKey, apiSecret: app.secret }, shop, now),
    },
    host: Buffer.from(`admin.shopify.com/store/${name}`).toString("base64url"),
  });
  const answer = await ask(app, `/app/endpoints?${visit}`);
  if (answer.status !== 200)
    return `the panel of ${shop} was answered ${answer.status}. Set SHOPIFY_API_KEY and SHOPIFY_API_SECRET as the app has them, and name a shop that has it installed.`;
  const page = await answer.text();
  const script = /<script\b[^>]*>/.exec(page)?.[0] ?? "";
  const source = / src="([^"]*)"/.exec(script)?.[1] ?? "";
  const isInHead = page.indexOf(script) < page.indexOf("</head>");
  const isStandIn = isLoopback(app.address) && source.endsWith("/shopifycloud/app-bridge.js");
  if (!isInHead || (source !== APP_BRIDGE && !isStandIn) || / (?:async|defer|type)\b/.test(script))
    return `the first script is ${script || "none"}. Begin the head with <script src="${APP_BRIDGE}">, and let nothing before the app add scripts.`;
  const key = /<meta name="shopify-api-key" content="([^"]*)"/.exec(page);
  if (!key || key.index > page.indexOf(script) || key[1] !== app.apiKey)
    return `<meta name="shopify-api-key"> is ${key ? `"${key[1]}"` : "missing"} before it instead of "${app.apiKey}".`;
  return undefined;
}
