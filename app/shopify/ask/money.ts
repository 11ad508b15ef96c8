import type { Money } from "../../pipeline/mapping/questions.ts";

export const moneyOf = ({ amount, currencyCode }: { amount: string; currencyCode: string }): Money => ({
  amount,
  currency: currencyCode,
});
