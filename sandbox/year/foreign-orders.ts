// Finn's contract belongs to another app: only its orders are to be seen.
import type { Chapter, Scene } from "./chapter.ts";
import { tells } from "./hook.ts";
import { opensAccount, paidOrder } from "./people.ts";
import type { YearShop } from "./year-shop.ts";

export function foreignYear(shop: YearShop): Chapter[] {
  const { store, coffee, plans, foreignApp: app } = shop;
  const finn = { id: "" };
  const chapter = (day: number, name: string, act: () => Scene): Chapter => ({
    day,
    name: `Finn ${name}`,
    act,
  });
  const orders = (plan: { id: string } | null, sourceName: string) =>
    store.addOrder({
      ...{ customer: finn.id, app, sourceName },
      lines: [{ title: coffee.title, product: coffee.id, sellingPlan: plan?.id ?? null }],
    });

  return [
    opensAccount(shop, 70.5, "Finn", (id) => {
      finn.id = id;
    }),
    chapter(71, "orders what is not there yet", () => paidOrder(shop, orders(plans.preOrder, "web"))),
    chapter(73, "subscribes through another app", () => {
      const order = orders(plans.foreign, "web");
      const { sends, told } = paidOrder(shop, order);
      return { sends, told: [...told, tells("subscription/created", order.id)] };
    }),
    chapter(103, "pays through the other app", () => {
      const order = orders(plans.foreign, "subscription_contract_checkout_one");
      const { sends, told } = paidOrder(shop, order);
      return { sends, told: [...told, tells("subscription/billing_success", order.id)] };
    }),
  ];
}
