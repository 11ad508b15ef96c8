import { expect } from "vitest";
import type { Answers, Questions } from "../../../app/pipeline/mapping/questions.ts";
import { NO_RULES, type Rules, rulesSchema } from "../../../app/rules/rules-schema.ts";
import type { Shopify } from "../../../app/shopify/app.ts";
import { createAskShopify } from "../../../app/shopify/ask/create-ask-shopify.ts";
import { connectShopify, type StandInOptions } from "../../helpers/shopify-stand-in.ts";
import { createTestDeps, type FakeClock, fakeClock } from "../../helpers/test-deps.ts";

/** What a test of the questions needs, once per file. */
export async function askingTests() {
  const clock: FakeClock = fakeClock("2026-11-20T10:00:00.000Z");
  const { deps } = await createTestDeps({}, { clock });
  if (!deps.shopify) throw new Error("Shopify is not set up");
  const shopify: Shopify = deps.shopify;

  /** A connected shop, and what the app asks of it. `waits` holds how long it waited for points, in ms. */
  async function open(options: StandInOptions = {}) {
    const standIn = await connectShopify(deps, options);
    const waits: number[] = [];
    const ask = createAskShopify({ ...deps, shopify }, async (ms) => {
      waits.push(ms);
      clock.advance(ms);
    });
    return {
      ...standIn,
      waits,
      ask: (questions: Questions, rules: Rules = NO_RULES) => ask(standIn.shop, questions, rules),
      /** the answers; fails when there are none */
      async answers(questions: Questions, rules: Rules = NO_RULES): Promise<Answers> {
        const outcome = await ask(standIn.shop, questions, rules);
        expect(outcome).toMatchObject({ kind: "answered" });
        return outcome.kind === "answered" ? outcome.answers : {};
      },
    };
  }

  return { clock, deps, shopify, open };
}

export const rules = (given: object): Rules => rulesSchema.parse(given);
