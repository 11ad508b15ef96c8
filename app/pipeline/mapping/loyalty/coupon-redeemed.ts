// orders/create: the coupons of the loyalty program that the order used.

import type { Payload } from "../../../topics/parse-payload.ts";
import { customerData, withKnown } from "../customer-data.ts";
import type { EventDraft, MapInput, Mapper } from "../draft.ts";
import { mustHaveAnswer } from "../must-have-answer.ts";
import type { DiscountFacts } from "../questions.ts";
import { buyerOf, gidOf, objectOf, textOf } from "../read-payload.ts";
import { couponData, hasCouponRule, isCouponCode, isCouponDiscount } from "./coupon.ts";
import { fold } from "./tier-rank.ts";

const TOPIC = "loyalty/coupon_redeemed";

export const couponRedeemedMapper: Mapper = {
  part: "coupon_redeemed",
  makes: [TOPIC],
  resource: (payload) => gidOf("Order", payload.admin_graphql_api_id, payload.id) ?? undefined,
  customer: buyerOf,
  leavesOut: (_payload, rules) => (hasCouponRule(rules) ? undefined : "no_coupon_rule"),
  // A code says by itself whether it begins with a prefix; its title and app only Shopify knows.
  asks(payload, { coupons }) {
    const codes = [...usedCodes(payload).keys()];
    const mustAsk = coupons.title_prefixes.length > 0 || coupons.apps.length > 0;
    return mustAsk && codes.length > 0 ? { codes } : {};
  },
  map(input) {
    const used = usedCodes(input.payload);
    const redeemed = [...used].filter(([code]) => {
      const facts = factsOf(input, code, used.size);
      return isCouponCode(code, input.rules) || (facts !== null && isCouponDiscount(facts, input.rules));
    });
    if (redeemed.length === 0 && used.size > 0) mustHaveAnswer(input.answers.codes, "discounts");
    return {
      drafts: redeemed.map(([code, amount]) =>
        draft(input, { code, amount }, factsOf(input, code, used.size)),
      ),
      state: input.state,
    };
  },
};

/** Codes as the order writes them, each once, with what they took off. */
function usedCodes(payload: Payload): Map<string, string | null> {
  const listed = objectsOf(payload.discount_codes).map(({ code, amount }) => [code, amount]);
  const applied = objectsOf(payload.discount_applications)
    .filter(({ type }) => type === "discount_code")
    .map(({ code }) => [code, null]);
  const used = new Map<string, [string, string | null]>();
  for (const [code, amount] of [...listed, ...applied]) {
    const text = textOf(code);
    if (text && !used.has(fold(text))) used.set(fold(text), [text, textOf(amount)]);
  }
  return new Map(used.values());
}

const objectsOf = (value: unknown): Payload[] =>
  Array.isArray(value) ? value.map(objectOf).filter((item) => item !== null) : [];

/** A discount shows its first ten codes: the only one asked for may not be among them. */
function factsOf({ answers }: MapInput, code: string, asked: number): DiscountFacts | null {
  const facts = answers.codes?.kind === "known" ? answers.codes.value : [];
  const own = facts.find(({ codes }) => codes.some((candidate) => fold(candidate) === fold(code)));
  return own ?? (asked === 1 && facts.length === 1 ? (facts[0] ?? null) : null);
}

interface Used {
  code: string;
  amount: string | null;
}

function draft(input: MapInput, { code, amount }: Used, facts: DiscountFacts | null): EventDraft {
  const { payload, resource, answers, triggeredAt } = input;
  const given = { id: null, title: null, status: null };
  const { coupon, unavailable } = couponData({ code, given, answer: answers.codes, facts });
  const { customer, unavailable: unknown } = buyerData(input);
  return {
    topic: TOPIC,
    key: `${TOPIC}|${resource}|${fold(code)}`,
    resource,
    customer: buyerOf(payload),
    triggeredAt,
    environment: payload.test === true ? "test" : "live",
    data: {
      customer,
      coupon,
      order_id: resource,
      amount,
      currency: textOf(payload.currency),
      unavailable: { ...unknown, ...unavailable, ...(amount === null && { amount: "unknown" }) },
    },
  };
}

/** The order itself carries the buyer's names. */
function buyerData({ payload, rules }: MapInput) {
  const { email, first_name, last_name } = objectOf(payload.customer) ?? {};
  const names = [textOf(first_name), textOf(last_name)].filter((name) => name !== null);
  return withKnown(customerData(buyerOf(payload), undefined, rules), {
    email: textOf(email),
    name: textOf(names.join(" ")),
    first_name: textOf(first_name),
    last_name: textOf(last_name),
  });
}
