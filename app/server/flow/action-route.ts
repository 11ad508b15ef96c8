// POST /flow/actions/send-webhook-event: a workflow of Shopify Flow has reached Carillon's action. Flow waits for ten
// seconds. 200 is done, 429 and 5xx are tried again for 36 hours, anything else ends the step, and the merchant reads
// the answer in the log of the workflow's run.
import { setTimeout as pause } from "node:timers/promises";
import type { RequestHandler } from "express";
import type { Deps } from "../../config/deps.ts";
import { acceptFlowRun, type InstalledShop, type RunOutcome } from "../../pipeline/inbox/accept-flow-run.ts";
import { type CheckReferences, createReferenceCheck } from "../../pipeline/inbox/check-references.ts";
import { inTime, type Wait } from "../../pipeline/inbox/in-time.ts";
import type { Payload } from "../../topics/parse-payload.ts";
import { SHOP_DOMAIN } from "../../topics/shop-domain.ts";
import { handle } from "../handle.ts";
import { type Answer, answerWith, createSignedReader } from "../read-signed.ts";
import { readRun } from "./read-run.ts";

/** 256 KiB of data may be twice that as JSON in JSON. */
const MAX_BYTES = 1024 * 1024;
const TOO_LARGE = "The data of a run has at most 256 KiB.";
const RETRY_SECONDS = 30;
/** Flow hears nothing that takes ten seconds. */
const LONGEST_MS = 9_000;

const ANSWERS = {
  stored: { status: 200, text: "stored" },
  duplicate: { status: 200, text: "stored before" },
  not_installed: {
    status: 404,
    text: "Carillon is not installed in this shop. Install it, or take the action out of the workflow.",
  },
  unavailable: {
    status: 503,
    text: "The event could not be stored. Send it again.",
    retryAfterSeconds: RETRY_SECONDS,
  },
  // It may be stored all the same; the same run is taken in no second time.
  too_late: {
    status: 503,
    text: "The event could not be stored in time. Send it again.",
    retryAfterSeconds: RETRY_SECONDS,
  },
} satisfies Record<string, Answer>;

/** `wait`: how it waits for Shopify and for the database. */
export function flowActionRoute(deps: Deps, wait: Wait = pause): RequestHandler {
  const readSigned = createSignedReader(deps, { maxBytes: MAX_BYTES, tooLarge: TOO_LARGE });
  const needs = { ...deps, checkReferences: createReferenceCheck(deps, wait) };

  return handle(async (request, response) => {
    const read = await readSigned(request);
    if (read.kind === "aborted") return;
    const answer =
      read.kind === "refused"
        ? read.answer
        : ((await inTime(wait, LONGEST_MS, takeRun(needs, read.payload))) ?? ANSWERS.too_late);
    deps.metrics.inbound(answer.status);
    answerWith(request, response, answer);
  });
}

async function takeRun(deps: Deps & { checkReferences: CheckReferences }, payload: Payload): Promise<Answer> {
  try {
    const shop = await findShop(deps, payload.shopify_domain);
    if (!shop) return ANSWERS.not_installed;
    const reading = readRun(payload, deps.clock.now());
    if (reading.kind === "wrong") return { status: 400, text: reading.reason };
    return answerTo(await acceptFlowRun(deps, shop, reading.run));
  } catch (error) {
    deps.log.error({ error: (error as Error).message }, "flow.unavailable");
    return ANSWERS.unavailable;
  }
}

/** By what Shopify signed: a header could name any shop. */
async function findShop({ prisma }: Pick<Deps, "prisma">, domain: unknown): Promise<InstalledShop | null> {
  if (typeof domain !== "string" || !SHOP_DOMAIN.test(domain)) return null;
  return prisma.shop.findFirst({
    where: { domain, uninstalledAt: null },
    select: { id: true, domain: true },
  });
}

function answerTo(outcome: RunOutcome): Answer {
  if (outcome.kind !== "missing") return ANSWERS[outcome.kind];
  const { what, id } = outcome;
  const text = `The ${what} ${id} does not exist in this shop: choose the ${what} that the trigger brings.`;
  return { status: 400, text };
}
