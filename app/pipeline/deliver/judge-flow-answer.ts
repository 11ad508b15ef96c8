// PURE: what Shopify's answer to flowTriggerReceive means. It refuses with HTTP status 200, in words
// (https://shopify.dev/docs/api/admin-graphql/latest/mutations/flowTriggerReceive).
import { z } from "zod";
import type { PostOutcome } from "../../http/post.ts";
import { isTrouble, type Judgement, judgeResponse, retryAfterMs } from "./judge-response.ts";
import type { Sent } from "./sent.ts";

type Verdict = Omit<Sent, "outcome" | "requestHeaders">;

const answerSchema = z.object({
  data: z
    .object({
      flowTriggerReceive: z.object({ userErrors: z.array(z.object({ message: z.string() })) }).nullable(),
    })
    .nullish(),
  errors: z
    .array(
      z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }),
    )
    .optional(),
  extensions: z
    .object({
      cost: z.object({
        requestedQueryCost: z.number(),
        throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
      }),
    })
    .optional()
    .catch(undefined),
});

type Answer = z.infer<typeof answerSchema>;

/** Shopify does not know the trigger: no attempt helps before the app's extensions are deployed. */
const UNKNOWN_TRIGGER = /invalid handle/i;
const LONGEST_DETAIL = 500;

export function judgeFlowAnswer(outcome: PostOutcome, now: Date): Verdict {
  const judgement = judgeResponse(outcome);
  if (judgement.status === "failed" || outcome.kind === "failed")
    return {
      judgement,
      wishMs: retryAfterMs(outcome, now),
      inTrouble: isTrouble(judgement, outcome),
      end: null,
    };
  const answer = readAnswer(outcome.body);
  if (!answer) return refused("Shopify's answer could not be read.");
  if (isThrottled(answer)) return { ...refused(wordsOf(answer)), wishMs: waitMs(answer), inTrouble: true };
  const words = wordsOf(answer);
  if (words !== "") return refused(words);
  return answer.data?.flowTriggerReceive
    ? { judgement: { status: "succeeded" }, wishMs: null, inTrouble: false, end: null }
    : refused("Shopify's answer does not say what came of it.");
}

function refused(detail: string): Verdict {
  const judgement: Judgement = { status: "failed", reason: "flow_refused", detail };
  return { judgement, wishMs: null, inTrouble: false, end: UNKNOWN_TRIGGER.test(detail) ? "final" : null };
}

function readAnswer(body: string): Answer | undefined {
  try {
    return answerSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** Shopify's own, on one line. */
function wordsOf({ data, errors = [] }: Answer): string {
  const userErrors = data?.flowTriggerReceive?.userErrors ?? [];
  const words = [...errors, ...userErrors].map(({ message }) => message.replace(/\s+/g, " ").trim());
  return words.join(" ").slice(0, LONGEST_DETAIL);
}

const isThrottled = ({ errors = [] }: Answer): boolean =>
  errors.some(({ extensions }) => extensions?.code === "THROTTLED");

/** Until the shop's bucket has the points again. */
function waitMs({ extensions }: Answer): number | null {
  if (!extensions) return null;
  const { requestedQueryCost, throttleStatus } = extensions.cost;
  const missing = requestedQueryCost - throttleStatus.currentlyAvailable;
  return missing > 0 ? Math.ceil((missing / throttleStatus.restoreRate) * 1_000) : null;
}
