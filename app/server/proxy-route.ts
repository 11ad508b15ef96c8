// /proxy: what visitors of a shop send through Shopify's App Proxy.
import { type Request, type RequestHandler, type Response, Router } from "express";
import { clientSecrets } from "../config/client-secrets.ts";
import type { Deps } from "../config/deps.ts";
import { acceptForm } from "../pipeline/inbox/accept-form.ts";
import { type FormBody, readForm } from "../pipeline/inbox/read-form.ts";
import { type ProxyProof, verifyProxy } from "../signing/verify-proxy.ts";
import { handle } from "./handle.ts";
import { limitForms } from "./limit-forms.ts";
import { queryOf } from "./query-of.ts";
import { createBodyReader } from "./read-body.ts";
import { createRefusals, LIMITED, RETRY_AFTER_SECONDS } from "./refusals.ts";
import { returnPath } from "./return-path.ts";

const MAX_BYTES = 64 * 1024;
const MAX_BYTES_IN_FLIGHT = 16 * 1024 * 1024;
const HANDLE = /^[a-z0-9-]{1,50}$/;

type Signed = Extract<ProxyProof, { kind: "signed" }>;
type Form = Extract<FormBody, { kind: "form" }>;

interface Refusal {
  status: number;
  text: string;
}

const REFUSALS = {
  method: { status: 405, text: "Send forms with POST." },
  handle: { status: 400, text: "A form's handle has 1 to 50 small letters, digits and hyphens." },
  unknown_shop: { status: 404, text: "This shop does not use Carillon." },
  too_large: { status: 413, text: "A form has at most 64 KiB." },
  limited: { status: 429, text: LIMITED },
  too_many: { status: 429, text: "Too many forms were sent. Try again in a minute." },
  busy: { status: 503, text: "Too much is coming in at once. Send the form again." },
  too_slow: { status: 408, text: "The form did not arrive in time. Send it again." },
  unavailable: { status: 503, text: "The form could not be stored. Send it again." },
} satisfies Record<string, Refusal>;

export function proxyRoute(deps: Deps): Router {
  const readBody = createBodyReader({ maxBytes: MAX_BYTES, maxBytesInFlight: MAX_BYTES_IN_FLIGHT });
  const limits = limitForms({
    shopOf: (response) => signed(response).shopDomain,
    proxies: deps.env.TRUST_PROXY,
    refuse(request, response) {
      refuse(request, response, REFUSALS.too_many);
    },
  });

  async function takeForm(request: Request, response: Response): Promise<void> {
    const handle = request.params.handle ?? "";
    if (!HANDLE.test(handle)) return refuse(request, response, REFUSALS.handle);
    const { shopDomain, customer } = signed(response);
    if (!(await isInstalled(deps, shopDomain))) return refuse(request, response, REFUSALS.unknown_shop);
    const read = await readBody(request);
    if (read.kind === "aborted") return;
    if (read.kind !== "body") return refuse(request, response, REFUSALS[read.kind]);
    read.release();
    const form = readForm(request.get("content-type"), read.body);
    if (form.kind !== "form")
      return refuse(request, response, { status: form.kind === "wrong" ? 400 : 415, text: form.reason });
    if (!form.isBot) await acceptForm(deps, { shopDomain, handle, fields: form.fields, customer });
    thank(request, response, form);
  }

  const router = Router();
  router.all("/forms/:handle", prove(deps), ...limits, (request: Request, response: Response) => {
    takeForm(request, response).catch((error: Error) => {
      deps.log.error({ error: error.message, shop: signed(response).shopDomain }, "inbox.unavailable");
      refuse(request, response, REFUSALS.unavailable);
    });
  });
  return router;
}

const signed = (response: Response): Signed => response.locals.proof as Signed;

/** Lets through what Shopify signed. */
function prove(deps: Deps): RequestHandler {
  const isOverLimit = createRefusals(deps, "proxy");
  const secrets = clientSecrets(deps.env);
  return handle(async (request, response, next) => {
    if (request.method !== "POST") {
      response.setHeader("allow", "POST");
      return refuse(request, response, REFUSALS.method);
    }
    const proof = verifyProxy(queryOf(request), secrets, deps.clock.now());
    if (proof.kind === "unsigned") {
      const isOver = await isOverLimit(request, proof.cause);
      return refuse(request, response, isOver ? REFUSALS.limited : { status: 401, text: proof.reason });
    }
    response.locals.proof = proof;
    next();
  });
}

async function isInstalled({ prisma }: Deps, domain: string): Promise<boolean> {
  return (await prisma.shop.count({ where: { domain, uninstalledAt: null } })) > 0;
}

/** A bot is thanked like anybody else. */
function thank(request: Request, response: Response, { returnTo }: Form): void {
  const handle = request.params.handle ?? "";
  const path = returnTo === null ? undefined : returnPath(returnTo, { form: handle, sent: "true" });
  response.setHeader("cache-control", "no-store");
  if (path === undefined || wantsJson(request)) response.json({ ok: true });
  else response.writeHead(302, { location: path }).end();
}

function refuse(request: Request, response: Response, { status, text }: Refusal): void {
  if (status === 429) response.setHeader("retry-after", String(RETRY_AFTER_SECONDS));
  // What was not read of a refused body would be taken for the next request.
  if (!request.complete) response.setHeader("connection", "close");
  response.status(status).setHeader("cache-control", "no-store");
  if (wantsJson(request)) response.json({ ok: false, error: text });
  else response.type("text/plain").send(`${text}\n`);
}

/** Browsers that follow a form ask for HTML. */
const wantsJson = (request: Request): boolean => request.accepts(["html", "json"]) === "json";
