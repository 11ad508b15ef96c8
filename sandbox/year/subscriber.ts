// Ada gets coffee every four weeks, and changes her mind about it as people do.
import type { BillInput } from "../shopify/store/billing.ts";
import type { ContractLine } from "../shopify/store/records.ts";
import type { Chapter, Scene } from "./chapter.ts";
import { attemptHook, cardHook, contractHooks, cycleEditHook, cycleHook } from "./contract-hooks.ts";
import { type Told, tells } from "./hook.ts";
import { announced, becomes, contractOf, newContract, opensAccount, paidOrder, pays } from "./people.ts";
import type { YearShop } from "./year-shop.ts";

const WEEK = "WEEK" as const;
const SUCCESS = "subscription/billing_success";

export function subscriberYear(shop: YearShop): Chapter[] {
  const { store, coffee, tea, plans } = shop;
  const ada = { id: "", contract: "", card: "" };
  const contract = () => contractOf(shop, ada.contract);
  const line = (index: number) => contract().lines[index] as ContractLine;
  const coffeeLine = {
    ...{ title: coffee.title, product: coffee.id, variant: store.state.newId("ProductVariant") },
    ...{ sellingPlan: plans.delivery.id, sellingPlanName: plans.delivery.name },
  };
  const teaLine = { ...coffeeLine, title: tea.title, product: tea.id, price: "12.50" };

  const chapter = (day: number, name: string, act: () => Scene): Chapter => ({
    day,
    name: `Ada ${name}`,
    act,
  });
  const upcoming = (day: number) => announced(day, "Ada's", () => ada.contract);
  const payment = (day: number) =>
    chapter(day, "pays for her coffee", () => pays(shop, ada.contract, SUCCESS));
  const status = (day: number, name: string, action: string, topic: Told["topic"]) =>
    chapter(day, name, () => becomes(shop, ada.contract, action, topic));
  const change = (day: number, name: string, act: () => unknown) =>
    chapter(day, name, () => {
      act();
      return { sends: contractHooks(contract()), told: [tells("subscription/updated", ada.contract)] };
    });
  const trouble = (day: number, name: string, topic: Told["topic"], input: BillInput) =>
    chapter(day, name, () => ({
      sends: [attemptHook(store.billCycle(ada.contract, input)), ...contractHooks(contract())],
      told: [tells(topic, ada.contract)],
    }));
  const skip = (day: number, action: "skip" | "unskip") =>
    chapter(day, `${action}s her second delivery`, () => {
      const cycle = store[`${action}Cycle`](ada.contract, 2);
      const edit = cycleEditHook(contract(), 2, action === "skip" ? "create" : "update");
      return {
        sends: [cycleHook(contract(), cycle, action), edit, ...contractHooks(contract())],
        told: [tells(action === "skip" ? "subscription/skipped" : "subscription/unskipped", ada.contract)],
      };
    });
  const card = (day: number, name: string, action: string, topic: Told["topic"], lastDigits: string) =>
    chapter(day, name, () => ({
      sends: [cardHook({ id: ada.card, customer: ada.id, brand: "visa", lastDigits }, action)],
      told: [tells(topic, ada.card)],
    }));

  return [
    opensAccount(shop, 0, "Ada", (id) => {
      ada.id = id;
      ada.card = store.state.newId("CustomerPaymentMethod");
    }),
    card(0.5, "leaves a card", "create", "payment_method/created", "4242"),
    chapter(1, "subscribes to coffee", () => {
      const order = store.addOrder({ customer: ada.id, lines: [{ ...coffeeLine }] });
      const made = store.addContract({
        ...{ customer: ada.id, originOrder: order.id, lines: [coffeeLine] },
        frequency: { interval: WEEK, intervalCount: 4 },
      });
      ada.contract = made.id;
      const { sends, told } = paidOrder(shop, order);
      return {
        sends: [...newContract(made), ...sends],
        told: [...told, tells("subscription/created", made.id)],
      };
    }),
    upcoming(26),
    payment(29),
    skip(33, "skip"),
    skip(35, "unskip"),
    upcoming(54),
    trouble(57, "has no money on her card", "subscription/billing_failure", {
      ...{ outcome: "failure", errorCode: "PAYMENT_METHOD_DECLINED" },
      errorMessage: "Your card was declined.",
    }),
    trouble(58, "has to confirm to her bank", "subscription/billing_challenged", { outcome: "challenged" }),
    payment(59),
    change(62, "wants two bags", () => store.changeLine(ada.contract, line(0).id, { quantity: 2 })),
    change(64, "adds tea", () => store.addLine(ada.contract, teaLine)),
    change(66, "replaces the tea by other tea", () => {
      store.removeLine(ada.contract, line(1).id);
      store.addLine(ada.contract, { ...teaLine, variant: store.state.newId("ProductVariant") });
    }),
    change(68, "removes the tea", () => store.removeLine(ada.contract, line(1).id)),
    change(70, "pays a new price", () => store.changeLine(ada.contract, line(0).id, { price: "21.00" })),
    change(74, "pays less for delivery", () => store.changeDelivery(ada.contract, { deliveryPrice: "4.00" })),
    upcoming(82),
    payment(85),
    change(90, "wants her coffee every eight weeks", () =>
      store.changeFrequency(ada.contract, { interval: WEEK, intervalCount: 8 }),
    ),
    upcoming(110),
    payment(113),
    change(120, "wants it every four weeks again", () =>
      store.changeFrequency(ada.contract, { interval: WEEK, intervalCount: 4 }),
    ),
    chapter(130, "needs her next coffee now", () =>
      pays(shop, ada.contract, SUCCESS, "subscription/sent_now"),
    ),
    status(140, "pauses for a journey", "pause", "subscription/paused"),
    chapter(200, "is back and names a day for her next order", () => {
      const back = becomes(shop, ada.contract, "activate", "subscription/reactivated");
      const cycle = store.setNextBillingDate(ada.contract, inDays(store.state.now(), 10));
      const sends = [
        ...contractHooks(contract(), "activate"),
        cycleEditHook(contract(), cycle.index, "create"),
      ];
      return { ...back, sends };
    }),
    upcoming(207),
    payment(210),
    upcoming(222),
    payment(225),
    card(228, "has a new card", "update", "payment_method/updated", "0005"),
    upcoming(250),
    payment(253),
    status(260, "pauses again", "pause", "subscription/paused"),
    status(265, "goes on", "activate", "subscription/reactivated"),
    upcoming(278),
    payment(281),
    upcoming(306),
    payment(309),
    status(320, "gives up coffee", "cancel", "subscription/cancelled"),
    card(321, "takes her card back", "revoke", "payment_method/revoked", "0005"),
  ];
}

const inDays = (now: Date, days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString();
