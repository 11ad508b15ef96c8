// What the merchant's rule calls a coupon, and what the events say about one.
import type { Rules } from "../../../rules/rules-schema.ts";
import { whyNoAnswer } from "../customer-data.ts";
import type { Answer, DiscountFacts } from "../questions.ts";
import { fold } from "./tier-rank.ts";

export interface Discount {
  id: string | null;
  title: string | null;
  /** digits */
  app: string | null;
}

export const hasCouponRule = ({ coupons }: Rules): boolean =>
  coupons.code_prefixes.length > 0 || coupons.title_prefixes.length > 0 || coupons.apps.length > 0;

/** Whether every code of the discount is a coupon. */
export function isCouponDiscount({ title, app }: Discount, { coupons }: Rules): boolean {
  return (title !== null && beginsWithOne(title, coupons.title_prefixes)) || coupons.apps.includes(app ?? "");
}

export const isCouponCode = (code: string, { coupons }: Rules): boolean =>
  beginsWithOne(code, coupons.code_prefixes);

const beginsWithOne = (text: string, prefixes: string[]): boolean =>
  prefixes.some((prefix) => fold(text).startsWith(fold(prefix)));

export interface Coupon {
  /** null: an automatic discount, or a code that is not known */
  code: string | null;
  /** what the webhook itself says of the discount */
  given: { id: string | null; title: string | null; status: string | null };
  answer: Answer<unknown> | undefined;
  facts: DiscountFacts | null;
}

/** `coupon` of the loyalty events, and why fields of it are null. */
export function couponData({ code, given, answer, facts }: Coupon) {
  const coupon: Record<string, unknown> = {
    id: facts?.id ?? given.id,
    code,
    title: facts?.title ?? given.title,
    status: facts?.status ?? given.status?.toLowerCase() ?? null,
    type: facts?.type ?? null,
    starts_at: facts?.startsAt ?? null,
    ends_at: facts?.endsAt ?? null,
    app_id: facts?.app ?? null,
    usage_count: facts?.usageCount ?? null,
    usage_limit: facts?.usageLimit ?? null,
  };
  // Shopify's own nulls mean that there is no such thing: no end, no limit, no app.
  const missing = facts ? [] : Object.keys(coupon).filter((field) => coupon[field] === null);
  const unavailable = Object.fromEntries(missing.map((field) => [`coupon.${field}`, whyNoAnswer(answer)]));
  return { coupon, unavailable };
}
