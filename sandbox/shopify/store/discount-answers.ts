import { type Args, connection } from "./connection.ts";
import type { Discount, RedeemCode } from "./records.ts";
import type { State } from "./state.ts";

/** The node of a code or an automatic discount. */
export function discountAnswer(state: State, id: string) {
  const discount = state.discounts.get(id);
  if (!discount) return null;
  const field = discount.codes.length > 0 ? "codeDiscount" : "automaticDiscount";
  const type = discount.codes.length > 0 ? "DiscountCodeNode" : "DiscountAutomaticNode";
  return { __typename: type, id, [field]: details(discount) };
}

/** Letter case does not matter. */
export function discountByCode(state: State, code: string) {
  const isThis = (other: RedeemCode) => other.code.toLowerCase() === code.toLowerCase();
  const found = [...state.discounts.values()].find(({ codes }) => codes.some(isThis));
  return found ? discountAnswer(state, found.id) : null;
}

const details = ({ type, codes, app, usageCount, id: _, ...discount }: Discount) => ({
  __typename: type,
  ...discount,
  asyncUsageCount: usageCount,
  ...(app !== null && { appDiscountType: { app: { id: app } } }),
  ...(codes.length > 0 && { codes: (args: Args) => connection(codes.map(codeAnswer), args, ["sortKey"]) }),
});

const codeAnswer = ({ id, code, createdBy }: RedeemCode) => ({
  __typename: "DiscountRedeemCode",
  ...{ id, code, createdBy: createdBy === null ? null : { id: createdBy } },
});
