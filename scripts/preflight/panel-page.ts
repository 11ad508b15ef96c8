// What a browser is told by the panel: who may frame it, that it is HTTPS alone, and App Bridge.
import { mintSessionToken } from "../../sandbox/shopify/session-token.ts";
import { type Finding, tryCheck } from "./finding.ts";
import { ask, isLoopback, PROBE_SHOP, type RunningApp } from "./running-app.ts";

const ADMIN = "https://admin.shopify.com";
const APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
/** Half a year is what scanners want at least. */
const HSTS_SECONDS = 15_552_000;

/** An answer of the app, read. */
interface Page {
  status: number;
  headers: Headers;
  html: string;
}

export async function checkPanel(app: RunningApp): Promise<Finding[]> {
  const { shop } = app;
  const framing = "Content-Security-Policy: frame-ancestors for each shop";
  const transport = "Strict-Transport-Security";
  const head = "App Bridge: first script of the head, with the meta tag of the client id";
  const panel = shop === undefined ? undefined : await panelOf(app, shop).catch((error: Error) => error);
  const pages = panel === undefined ? [] : [panel];
  return [
    await tryCheck("address: https", async () => addressProblem(app)),
    await tryCheck(framing, () => framingProblem(app, shop ?? PROBE_SHOP, pages)),
    await tryCheck(transport, () => transportProblem(app, pages)),
    panel === undefined
      ? {
          kind: "skipped",
          check: head,
          note: "name a shop that has the app installed: --shop example.myshopify.com",
        }
      : await tryCheck(head, async () => headProblem(app, reached(panel))),
  ];
}

function reached(page: Page | Error): Page {
  if (page instanceof Error) throw page;
  return page;
}

const addressProblem = ({ address }: RunningApp): string | undefined =>
  address.startsWith("https://") || isLoopback(address)
    ? undefined
    : `${address} is not https. Put a proxy with a certificate before the app, and set SHOPIFY_APP_URL.`;

const OTHER_HOST = "other.example";
const REMEDY = "Let the app set this header, and nothing after it change it or add another.";

/** `panel`: the panel's own page, where there is one. */
async function framingProblem(app: RunningApp, shop: string, panel: (Page | Error)[]) {
  const ofShop = await get(app, `/auth/login?shop=${shop}`);
  for (const page of [ofShop, ...panel.map(reached)]) {
    const policies = policiesOf(page);
    if (policies.length === 0) return `frame-ancestors is missing for ${shop}. ${REMEDY}`;
    const wrong = policies.find((sources) => !isForShop(app, shop, sources));
    if (wrong)
      return `frame-ancestors is "${wrong.join(" ")}" instead of "https://${shop} ${ADMIN}". ${REMEDY}`;
  }
  for (const [query, where] of [
    ["", "no shop is named"],
    [`?shop=${OTHER_HOST}`, `the shop is said to be ${OTHER_HOST}`],
  ]) {
    const policies = policiesOf(await get(app, `/auth/login${query}`));
    if (policies.length === 0 || policies.some((sources) => sources.join(" ") !== "'none'"))
      return `frame-ancestors is "${policies.join(" and ")}" instead of "'none'" where ${where}. ${REMEDY}`;
  }
  return undefined;
}

function isForShop(app: RunningApp, shop: string, sources: string[]): boolean {
  const isOurs = (source: string) =>
    [`https://${shop}`, ADMIN].includes(source) || (isLoopback(app.address) && isLoopbackSource(source));
  return sources.includes(`https://${shop}`) && sources.includes(ADMIN) && sources.every(isOurs);
}

const isLoopbackSource = (source: string): boolean => URL.canParse(source) && isLoopback(source);

/** The sources of every frame-ancestors; a browser obeys them all. Several headers are one with commas. */
const policiesOf = ({ headers }: Page): string[][] =>
  (headers.get("content-security-policy") ?? "")
    .split(/[;,]/)
    .map((text) => text.trim().split(/\s+/))
    .filter(([name]) => name?.toLowerCase() === "frame-ancestors")
    .map(([, ...sources]) => sources);

async function transportProblem(app: RunningApp, panel: (Page | Error)[]): Promise<string | undefined> {
  const pages = [await get(app, "/auth/login"), await get(app, "/healthz"), ...panel.map(reached)];
  for (const { headers } of pages) {
    const value = headers.get("strict-transport-security") ?? "";
    const seconds = Number(/max-age=(\d+)/.exec(value)?.[1] ?? 0);
    if (seconds < HSTS_SECONDS)
      return `it is "${value}"; its max-age must be at least ${HSTS_SECONDS}. Let the proxy before the app pass the header on.`;
  }
  return undefined;
}

async function get(app: RunningApp, path: string): Promise<Page> {
  const answer = await ask(app, path);
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

/** The panel, as a merchant's first visit opens it. */
function panelOf(app: RunningApp, shop: string): Promise<Page> {
  const name = shop.replace(".myshopify.com", "");
  const keys = { apiKey: app.apiKey, apiSecret: app.secret };
  const visit = new URLSearchParams({
    ...{ embedded: "1", shop, id_token: mintSessionToken(keys, shop, new Date()) },
    host: Buffer.from(`admin.shopify.com/store/${name}`).toString("base64url"),
  });
  return get(app, `/app/endpoints?${visit}`);
}

function headProblem(app: RunningApp, { status, html }: Page): string | undefined {
  if (status !== 200)
    return `the panel of ${app.shop} was answered ${status}. Set SHOPIFY_API_KEY and SHOPIFY_API_SECRET as the app has them, and name a shop that has it installed.`;
  const page = html.replaceAll(/<!--.*?-->/gs, "");
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
