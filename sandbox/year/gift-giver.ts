// Ben gives coffee to somebody else, and moves its date once by hand. His own contract is half coffee and half
// membership, and comes to nothing.
import type { Chapter, Scene } from "./chapter.ts";
import { contractHooks, cycleEditHook } from "./contract-hooks.ts";
import { tells } from "./hook.ts";
import { announced, becomes, contractOf, newContract, opensAccount, pays } from "./people.ts";
import { GIFT_ATTRIBUTE, type YearShop } from "./year-shop.ts";

const FOUR_WEEKS = { interval: "WEEK", intervalCount: 4 } as const;

export function giftGiverYear(shop: YearShop): Chapter[] {
  const { store, coffee, membership, plans } = shop;
  const ben = { id: "", gift: "", mixed: "" };
  const chapter = (day: number, name: string, act: () => Scene): Chapter => ({
    day,
    name: `Ben ${name}`,
    act,
  });
  const line = { title: coffee.title, product: coffee.id, sellingPlan: plans.delivery.id };
  const clubLine = { title: membership.title, product: membership.id, sellingPlan: plans.membership.id };

  return [
    opensAccount(shop, 38, "Ben", (id) => {
      ben.id = id;
    }),
    chapter(40, "gives coffee to a friend", () => {
      const gift = store.addContract({
        ...{ customer: ben.id, frequency: FOUR_WEEKS, maxCycles: 1, lines: [line] },
        attributes: [{ key: GIFT_ATTRIBUTE, value: "true" }],
      });
      ben.gift = gift.id;
      return {
        sends: newContract(gift),
        told: [tells("subscription/created", gift.id), tells("subscription/gifted", gift.id)],
      };
    }),
    chapter(45, "moves the gift's date by a week", () => {
      const date = new Date(store.state.now().getTime() + 30 * 86_400_000).toISOString();
      const { index } = store.setNextBillingDate(ben.gift, date);
      const contract = contractOf(shop, ben.gift);
      return {
        sends: [...contractHooks(contract), cycleEditHook(contract, index, "create")],
        later: [
          tells("subscription/updated", ben.gift),
          tells("subscription/next_order_date_changed", ben.gift),
        ],
      };
    }),
    announced(72, "the gift's", () => ben.gift),
    chapter(75, "pays for the gift", () => pays(shop, ben.gift, "subscription/billing_success")),
    chapter(80, "has given what he wanted to give", () =>
      becomes(shop, ben.gift, "expire", "subscription/expired"),
    ),
    chapter(96, "reserves coffee with a membership", () => {
      const mixed = store.addContract({
        ...{ customer: ben.id, frequency: FOUR_WEEKS, status: "PAUSED", lines: [line, clubLine] },
      });
      ben.mixed = mixed.id;
      return {
        sends: newContract(mixed),
        told: [tells("subscription/created", mixed.id), tells("membership/created", mixed.id)],
      };
    }),
    chapter(98, "begins with both", () => becomes(shop, ben.mixed, "activate", "subscription/activated")),
    announced(121, "Ben's", () => ben.mixed),
    chapter(124, "pays for both", () =>
      pays(shop, ben.mixed, "subscription/billing_success", "membership/billing_success"),
    ),
    chapter(140.5, "cannot pay any more", () => becomes(shop, ben.mixed, "fail", "subscription/failed")),
  ];
}
