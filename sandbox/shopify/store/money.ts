/** Adds decimal texts without losing cents. */
export const sum = (...amounts: string[]): string =>
  (amounts.reduce((cents, amount) => cents + Math.round(Number(amount) * 100), 0) / 100).toFixed(2);

export const times = (amount: string, count: number): string =>
  ((Math.round(Number(amount) * 100) * count) / 100).toFixed(2);

export const money = (amount: string, currencyCode: string) => ({ amount, currencyCode });

/** Shopify writes these amounts with as few decimals as they need, and one at least. */
export const moneyBag = (amount: string, currency: string) => {
  const shopMoney = money(amount.replace(/(\.\d+?)0+$/, "$1"), currency);
  return { shopMoney, presentmentMoney: shopMoney };
};
