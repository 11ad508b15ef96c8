// Every route that Shopify signs its requests to, asked as Shopify's reviewers do: with a right signature, without one,
// with one that is none, and with one of another body.
import { createHmac } from "node:crypto";
import { API_VERSION } from "../../app/shopify/api-version.ts";
import { type Finding, tryCheck } from "./finding.ts";
import { ask, PROBE_SHOP, type RunningApp } from "./running-app.ts";
import { type ToldAddresses, toldAddresses } from "./told-addresses.ts";
import type { AppFiles } from "./toml-leaves.ts";

export const COMPLIANCE_TOPICS = ["customers/data_request", "customers/redact", "shop/redact"];

/** How a request is signed. */
type Signed = "right" | "missing" | "malformed" | "mismatched";

interface Route {
  name: string;
  /** what a rightly signed request may be answered */
  accepted: number[];
  send(app: RunningApp, signed: Signed): Promise<Response>;
}

/** Without a shop in its body, and always of the same id: it lays no duty on the app and is kept once. */
const webhook = (path: string, topic: string): Route => ({
  name: `POST ${path} as ${topic}`,
  accepted: [200],
  send: (app, signed) =>
    post(app, path, "{}", signed, {
      "x-shopify-topic": topic,
      "x-shopify-shop-domain": PROBE_SHOP,
      "x-shopify-webhook-id": `carillon-preflight-${topic}`,
      "x-shopify-api-version": API_VERSION,
      "x-shopify-triggered-at": new Date().toISOString(),
    }),
});

/** Older than anything that Flow says. */
const USAGE = JSON.stringify({
  ...{ flow_trigger_definition_id: "carillon-preflight", has_enabled_flow: false },
  ...{ shopify_domain: PROBE_SHOP, timestamp: "2000-01-01T00:00:00Z" },
});
const RUN = JSON.stringify({
  action_run_id: "carillon-preflight",
  shopify_domain: PROBE_SHOP,
  properties: {},
});

const lifecycle = (path: string): Route => ({
  ...{ name: `POST ${path}`, accepted: [200] },
  send: (app, signed) => post(app, path, USAGE, signed),
});

/** 404: the signature was right, and the shop does not have the app. */
const action = (path: string): Route => ({
  ...{ name: `POST ${path}`, accepted: [404] },
  send: (app, signed) => post(app, path, RUN, signed),
});

const form = (path: string): Route => ({
  ...{ name: `POST ${path}/forms/… (App Proxy)`, accepted: [404] },
  send: (app, signed) =>
    ask(app, `${path}/forms/preflight?${proxyQuery(app.secret, signed)}`, { method: "POST" }),
});

/** Those that the toml files name: what Shopify asks is what is checked. */
export async function checkSignedRoutes(app: RunningApp, files: AppFiles): Promise<Finding[]> {
  try {
    const routes = routesOf(toldAddresses(files));
    return await Promise.all(routes.map((route) => tryCheck(route.name, () => problemOf(app, route))));
  } catch (error) {
    return [await tryCheck("addresses that Shopify asks", async () => (error as Error).message)];
  }
}

function routesOf({ compliance, webhooks, flow, proxy }: ToldAddresses): Route[] {
  const others = webhooks.filter((path) => !compliance.includes(path));
  return [
    ...compliance.flatMap((path) => COMPLIANCE_TOPICS.map((topic) => webhook(path, topic))),
    ...others.map((path) => webhook(path, "customers/redact")),
    ...flow.lifecycle.map(lifecycle),
    ...flow.action.map(action),
    ...proxy.map(form),
  ];
}

async function problemOf(app: RunningApp, route: Route): Promise<string | undefined> {
  for (const signed of ["missing", "malformed", "mismatched"] as const) {
    const { status } = await route.send(app, signed);
    if (status !== 401)
      return `a request whose signature is ${signed} was answered ${status}; Shopify's review wants 401. Let nothing in front of the app answer for it or change its headers.`;
  }
  const { status } = await route.send(app, "right");
  if (route.accepted.includes(status)) return undefined;
  return status === 401
    ? "a rightly signed request was answered 401. Set SHOPIFY_API_SECRET to the client secret, here and in the app, check this address in the toml, and let no proxy change bodies or addresses."
    : `a rightly signed request was answered ${status} instead of ${route.accepted.join(" or ")}. Look into the app's log.`;
}

const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text);

function post(
  app: RunningApp,
  path: string,
  body: string,
  signed: Signed,
  headers: Record<string, string> = {},
): Promise<Response> {
  const signatures: Record<Signed, Record<string, string>> = {
    right: { "x-shopify-hmac-sha256": hmac(app.secret, body).digest("base64") },
    missing: {},
    malformed: { "x-shopify-hmac-sha256": "not a signature" },
    mismatched: { "x-shopify-hmac-sha256": hmac(app.secret, `${body} `).digest("base64") },
  };
  const all = { "content-type": "application/json", ...headers, ...signatures[signed] };
  return ask(app, path, { method: "POST", headers: all, body });
}

function proxyQuery(secret: string, signed: Signed): URLSearchParams {
  const query = new URLSearchParams({
    logged_in_customer_id: "",
    path_prefix: "/apps/carillon",
    shop: PROBE_SHOP,
    timestamp: String(Math.floor(Date.now() / 1_000)),
  });
  const text = [...query].map(([name, value]) => `${name}=${value}`).join("");
  const signatures: Record<Signed, string | undefined> = {
    right: hmac(secret, text).digest("hex"),
    missing: undefined,
    malformed: "not a signature",
    mismatched: hmac(secret, `${text} `).digest("hex"),
  };
  const signature = signatures[signed];
  if (signature !== undefined) query.set("signature", signature);
  return query;
}
