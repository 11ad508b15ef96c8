// GET /store/{name}/flow: Shopify Flow in the fake admin, with the app's triggers and action, the merchant's workflows
// and what became of them. What the merchant does there is a POST below it.
import { setTimeout as pause } from "node:timers/promises";
import express, { type Request, type Response, Router } from "express";
import { SandboxError } from "../sandbox-error.ts";
import type { Flow } from "./create-flow.ts";
import { flowHtml } from "./flow-html.ts";
import type { FlowOf } from "./flows.ts";
import { BY_HAND, FIELD, THEN_ACTION } from "./form-names.ts";
import type { WorkflowInput } from "./workflow.ts";
import type { Draft } from "./workflow-html.ts";

interface FlowPages {
  shops: string[];
  flowOf: FlowOf;
}

/** A run is mostly over by then, and the page shows how it ended. */
const GLANCE_MS = 1_000;

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export function flowPages({ shops, flowOf }: FlowPages): Router {
  const pages = Router();

  pages.use("/store/:name/flow", express.urlencoded({ extended: false }), (request, response, next) => {
    const shop = `${request.params.name}.myshopify.com`;
    const site = request.get("sec-fetch-site");
    if (!shops.includes(shop)) next();
    else if (request.method === "GET" && request.path === "/") show(response, shop, flowOf(shop));
    else if (request.method !== "POST") next();
    else if (site !== undefined && site !== "same-origin")
      response.status(403).type("text").send("Only the page itself changes workflows.");
    else change(request, response, { shop, flow: flowOf(shop) }).catch(next);
  });
  return pages;
}

interface Place {
  shop: string;
  flow: Flow;
}

async function change(request: Request, response: Response, { shop, flow }: Place): Promise<void> {
  const form = new Map(Object.entries(request.body as Record<string, unknown>));
  try {
    await act(flow, request.path, form);
    response.redirect(303, `${request.baseUrl}`);
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    response.status(422);
    show(response, shop, flow, { problem: error.message, draft: draftOf(form) });
  }
}

type Form = Map<string, unknown>;

async function act(flow: Flow, path: string, form: Form): Promise<void> {
  const [, , id = "", verb] = path.split("/");
  if (path === "/workflows") flow.addWorkflow(inputOf(form));
  else if (verb === "on") await flow.turnOn(id);
  else if (verb === "off") await flow.turnOff(id);
  else if (verb === "run") {
    flow.runByHand(id, fieldsOf(form));
    await Promise.race([flow.idle(), pause(GLANCE_MS)]);
  } else throw new SandboxError("Flow's page has no such button.");
}

/** Browsers end lines as DOS did; Flow does not. */
const text = (form: Form, name: string): string => String(form.get(name) ?? "").replaceAll("\r\n", "\n");

const fieldsOf = (form: Form): Record<string, string> =>
  Object.fromEntries(
    [...form.keys()]
      .filter((name) => name.startsWith(FIELD))
      .map((name) => [name.slice(FIELD.length), text(form, name)]),
  );

const draftOf = (form: Form): Draft => ({
  name: text(form, "name"),
  trigger: text(form, "trigger"),
  hasAction: form.get("does") === THEN_ACTION,
  fields: fieldsOf(form),
});

function inputOf(form: Form): WorkflowInput {
  const { name, trigger, hasAction, fields } = draftOf(form);
  return { name, trigger: trigger === BY_HAND ? null : trigger, action: hasAction ? fields : null };
}

function show(
  response: Response,
  shop: string,
  flow: Flow,
  said: { problem?: string; draft?: Draft } = {},
): void {
  response.set("cache-control", "no-store").set("content-security-policy", POLICY);
  response.type("html").send(flowHtml({ shop, flow, ...said }));
}
