// discounts/create, discounts/update and discounts/redeemcode_added: a coupon is made for each of its codes.
import type { Rules } from "../../../rules/rules-schema.ts";
import type { Payload } from "../../../topics/parse-payload.ts";
import type { EventDraft, MapInput, Mapper } from "../draft.ts";
import { mustHaveAnswer } from "../must-have-answer.ts";
import type { DiscountFacts } from "../questions.ts";
import { hashOf, objectOf, textOf, timeOf } from "../read-payload.ts";
import { type ContentState, type Look, tellCreated, tellUpdated } from "./content-story.ts";
import { type Coupon, couponData, hasCouponRule, isCouponCode, isCouponDiscount } from "./coupon.ts";
import { fold } from "./tier-rank.ts";

const CREATED = "loyalty/coupon_created";
const UPDATED = "loyalty/coupon_updated";

/** discounts/create */
export const couponCreatedMapper: Mapper = discountMapper([CREATED], (input) => {
  const state = input.state as ContentState | null;
  const codes = couponCodes(input);
  return codes.length > 0 ? tellCreated(state, lookAt(input), created(input, codes)) : { drafts: [], state };
});

/** discounts/update */
export const couponUpdatedMapper: Mapper = discountMapper([UPDATED], (input) => {
  const state = input.state as ContentState | null;
  const [code] = couponCodes(input);
  if (code === undefined) return { drafts: [], state };
  const look = lookAt(input);
  return tellUpdated(state, look, draft(input, UPDATED, code, `${look.updatedAt}|${look.hash}`));
});

/** discounts/redeemcode_added */
export const couponCodeAddedMapper: Mapper = discountMapper([CREATED], (input) => {
  const code = textOf(objectOf(input.payload.redeem_code)?.code);
  const isCoupon =
    code !== null && (isCouponCode(code, input.rules) || isCouponDiscount(discountOf(input), input.rules));
  return { drafts: isCoupon ? created(input, [code]) : [], state: input.state };
});

function discountMapper(makes: string[], map: Mapper["map"]): Mapper {
  return {
    part: "coupon",
    makes,
    resource: discountGid,
    customer: () => null,
    leavesOut: (_payload: Payload, rules: Rules) => (hasCouponRule(rules) ? undefined : "no_coupon_rule"),
    asks(payload) {
      const discount = discountGid(payload);
      return discount ? { discount } : {};
    },
    map(input) {
      const output = map(input);
      // What is no coupon by its title may be one by its code or its app.
      if (output.drafts.length === 0) mustHaveAnswer(input.answers.discount, "discounts");
      return output;
    },
  };
}

/** A DiscountCodeNode or a DiscountAutomaticNode. */
function discountGid({ admin_graphql_api_id: given }: Payload): string | undefined {
  return typeof given === "string" && /^gid:\/\/shopify\/Discount\w+\/\d+$/.test(given) ? given : undefined;
}

const factsOf = ({ answers }: MapInput): DiscountFacts | null =>
  answers.discount?.kind === "known" ? answers.discount.value : null;

function discountOf(input: MapInput) {
  const facts = factsOf(input);
  return {
    id: input.resource,
    title: facts?.title ?? textOf(input.payload.title),
    app: facts?.app ?? null,
  };
}

/** The discount's codes that are coupons. null stands for a discount that has none, or whose codes are not known. */
function couponCodes(input: MapInput): (string | null)[] {
  const codes = factsOf(input)?.codes ?? [];
  if (!isCouponDiscount(discountOf(input), input.rules)) {
    return codes.filter((code) => isCouponCode(code, input.rules));
  }
  return codes.length > 0 ? codes : [null];
}

/** One event for a discount and code, whether the discount or the code was heard of first. */
const created = (input: MapInput, codes: (string | null)[]): EventDraft[] =>
  codes.map((code) => draft(input, CREATED, code, fold(code ?? "")));

function draft(input: MapInput, topic: string, code: string | null, identity: string): EventDraft {
  const { resource, triggeredAt, answers, payload } = input;
  const given = { id: resource, title: textOf(payload.title), status: textOf(payload.status) };
  const { coupon, unavailable } = couponData({
    code,
    given,
    answer: answers.discount,
    facts: factsOf(input),
  } satisfies Coupon);
  return {
    topic,
    key: `${topic}|${resource}|${identity}`,
    resource,
    customer: null,
    triggeredAt,
    environment: "live",
    data: { customer: null, coupon, unavailable },
  };
}

/** A use is no change of the coupon, and a code that is added is an event of its own. */
function lookAt(input: MapInput): Look {
  const { payload } = input;
  const facts = factsOf(input);
  const content = facts
    ? { ...facts, usageCount: null, codes: null, updatedAt: null }
    : { title: payload.title, status: payload.status };
  return {
    hash: hashOf(content),
    updatedAt: timeOf(payload.updated_at) ?? 0,
    createdAt: timeOf(payload.created_at),
  };
}
