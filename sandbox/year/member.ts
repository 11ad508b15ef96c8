// Mia is a member: she pays every quarter and has store credit.
import type { TransactionInput } from "../shopify/store/store-credit.ts";
import { type Chapter, due, type Scene } from "./chapter.ts";
import { attemptHook, cardHook, contractHooks } from "./contract-hooks.ts";
import { type Told, tells } from "./hook.ts";
import { orderHook, refundHooks } from "./order-hooks.ts";
import { announced, becomes, contractOf, newContract, opensAccount, paidOrder, pays } from "./people.ts";
import type { YearShop } from "./year-shop.ts";

const SUCCESS = "membership/billing_success";

export function memberYear(shop: YearShop): Chapter[] {
  const { store, coffee, membership, plans } = shop;
  const mia = { id: "", contract: "", order: "" };
  const contract = () => contractOf(shop, mia.contract);
  const chapter = (day: number, name: string, act: () => Scene): Chapter => ({
    day,
    name: `Mia ${name}`,
    act,
  });
  const upcoming = (day: number) => announced(day, "Mia's", () => mia.contract);
  const payment = (day: number) =>
    chapter(day, "pays for her membership", () => pays(shop, mia.contract, SUCCESS));
  const status = (day: number, name: string, action: string, topic: Told["topic"]) =>
    chapter(day, name, () => becomes(shop, mia.contract, action, topic));
  const moves = (input: TransactionInput): Told => {
    store.addTransaction(mia.id, input);
    return tells("membership/store_credits_changed", mia.id);
  };
  /** Nobody hears of it: it is found when the store credit is looked at, once a day. */
  const unheard = (day: number, name: string, input: TransactionInput): Chapter[] => [
    chapter(day, name, () => {
      moves(input);
      return { sends: [] };
    }),
    due(day + 1, "Carillon looks at Mia's store credit", () => [
      tells("membership/store_credits_changed", mia.id),
    ]),
  ];

  return [
    opensAccount(shop, 4, "Mia", (id) => {
      mia.id = id;
    }),
    chapter(9, "becomes a member", () => {
      const line = {
        ...{ title: membership.title, product: membership.id, price: "60.00" },
        ...{ sellingPlan: plans.membership.id, sellingPlanName: plans.membership.name },
      };
      const order = store.addOrder({ customer: mia.id, lines: [line].map(({ price: _, ...item }) => item) });
      const made = store.addContract({
        ...{ customer: mia.id, originOrder: order.id, lines: [line] },
        frequency: { interval: "WEEK", intervalCount: 13 },
      });
      mia.contract = made.id;
      const card = store.state.newId("CustomerPaymentMethod");
      const { sends, told } = paidOrder(shop, order);
      return {
        sends: [
          ...sends,
          ...newContract(made),
          cardHook({ id: card, customer: mia.id, brand: "mastercard", lastDigits: "5454" }, "create"),
        ],
        told: [...told, tells("membership/created", made.id), tells("payment_method/created", card)],
      };
    }),
    chapter(30, "gets a better price", () => {
      store.changeLine(mia.contract, contract().lines[0]?.id ?? "", { price: "55.00" });
      return { sends: contractHooks(contract()), told: [tells("membership/updated", mia.contract)] };
    }),
    upcoming(97),
    chapter(100, "pays and earns store credit", () => {
      const earned = moves({ kind: "Credit", amount: "10.00" });
      const paid = pays(shop, mia.contract, SUCCESS);
      return { ...paid, told: [...(paid.told ?? []), earned] };
    }),
    chapter(111, "buys coffee with store credit", () => {
      const spent = moves({ kind: "Debit", amount: "4.00", event: "ORDER_PAYMENT" });
      const order = store.addOrder({ customer: mia.id, lines: [{ product: coffee.id }] });
      mia.order = order.id;
      const { sends, told } = paidOrder(shop, order);
      return { sends, told: [...told, spent] };
    }),
    chapter(115, "sends it back", () => {
      const refunded = moves({ kind: "Credit", amount: "4.00", event: "ORDER_REFUND" });
      const order = store.updateOrder(mia.order, {});
      const [refund, goods] = [store.state.newId("Refund"), store.state.newId("Return")];
      return {
        sends: [
          ...refundHooks(order, refund, goods),
          orderHook(store, order, "updated", { financial_status: "refunded" }),
        ],
        told: [tells("order/updated", order.id), refunded],
      };
    }),
    status(131, "pauses", "pause", "membership/paused"),
    status(135, "goes on", "activate", "membership/reactivated"),
    upcoming(188),
    chapter(191, "has a card that has run out", () => {
      const failed = { outcome: "failure", errorCode: "EXPIRED_PAYMENT_METHOD", errorMessage: null } as const;
      return {
        sends: [attemptHook(store.billCycle(mia.contract, failed)), ...contractHooks(contract())],
        told: [tells("membership/billing_failure", mia.contract)],
      };
    }),
    payment(192),
    ...unheard(203, "gets store credit by the merchant's own hand", { kind: "Credit", amount: "3.00" }),
    ...unheard(255, "loses what was too old", { kind: "Expiration", amount: "6.00" }),
    upcoming(279),
    payment(282),
    status(290, "leaves", "cancel", "membership/cancelled"),
    status(292, "comes back", "activate", "membership/reactivated"),
    status(300, "has had enough", "expire", "membership/expired"),
  ];
}
