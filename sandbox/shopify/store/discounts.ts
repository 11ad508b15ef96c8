import type { Discount, RedeemCode } from "./records.ts";
import { get, type State, timeOf } from "./state.ts";

export type DiscountInput = Partial<Omit<Discount, "id" | "codes" | "createdAt" | "updatedAt">> & {
  /** none: an automatic discount */
  codes?: string[];
  /** gid of the app that makes the codes; null: the merchant does */
  createdBy?: string | null;
};

export function discountVerbs(state: State) {
  const codeOf = (code: string, createdBy: string | null): RedeemCode => ({
    id: state.newId("DiscountRedeemCode"),
    code,
    createdBy,
  });

  return {
    addDiscount({ codes = [], createdBy = null, ...input }: DiscountInput = {}): Discount {
      const now = timeOf(state);
      const isAutomatic = codes.length === 0;
      const discount: Discount = {
        id: state.newId(isAutomatic ? "DiscountAutomaticNode" : "DiscountCodeNode"),
        type: isAutomatic ? "DiscountAutomaticBasic" : "DiscountCodeBasic",
        ...{ title: codes[0] ?? "Automatic", status: "ACTIVE", startsAt: now, endsAt: null, app: null },
        ...{ usageCount: 0, usageLimit: null, createdAt: now, updatedAt: now },
        ...input,
        codes: codes.map((code) => codeOf(code, createdBy)),
      };
      state.discounts.set(discount.id, discount);
      return discount;
    },
    updateDiscount: (id: string, changes: Partial<Omit<Discount, "id" | "codes">>): Discount =>
      Object.assign(get(state.discounts, id), changes, { updatedAt: timeOf(state) }),
    addCode(discount: string, code: string, createdBy: string | null = null): RedeemCode {
      const made = codeOf(code, createdBy);
      get(state.discounts, discount).codes.push(made);
      return made;
    },
    deleteDiscount(id: string): void {
      get(state.discounts, id);
      state.discounts.delete(id);
    },
  };
}
