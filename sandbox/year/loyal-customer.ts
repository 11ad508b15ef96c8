// Lou collects points, climbs and falls, uses a coupon, and is gone in the end. Signals of a tier are gathered, and the
// first look only remembers.
import type { Chapter, Scene } from "./chapter.ts";
import {
  consentHooks,
  customerHook,
  deletedCustomerHook,
  mergeHook,
  metafieldEvent,
  segmentHook,
  tagsHook,
} from "./customer-hooks.ts";
import { type Hook, type Told, tells } from "./hook.ts";
import { codeHooks, discountHook, paidOrderHooks } from "./order-hooks.ts";
import { customerOf, opensAccount } from "./people.ts";
import { COUPON_PREFIX, PASS, PLATINUM_TAG, type YearShop } from "./year-shop.ts";

const POINTS = { namespace: "loyalty", key: "balance", type: "number_integer" };

export function loyalCustomerYear(shop: YearShop): Chapter[] {
  const { store, segments } = shop;
  const lou = { id: "", second: "", coupon: "" };
  const person = () => customerOf(shop, lou.id);
  const chapter = (day: number, name: string, act: () => Scene): Chapter => ({
    day,
    name: `Lou ${name}`,
    act,
  });
  const lous = (...topics: Told["topic"][]) => topics.map((topic) => tells(topic, lou.id));
  const points = (day: number, name: string, value: number, ...topics: Told["topic"][]) =>
    chapter(day, name, () => {
      const metafield = store.setMetafield(lou.id, { ...POINTS, value: String(value) });
      return { sends: [metafieldEvent(person(), metafield)], told: lous(...topics) };
    });
  const signals = (day: number, name: string, sends: () => Hook[], ...topics: Told["topic"][]) =>
    chapter(day, name, () => ({ sends: sends(), later: lous(...topics) }));
  const joins = (segment: string) => segmentHook(lou.id, segment, "joined");
  const leaves = (segment: string) => segmentHook(lou.id, segment, "left");
  const pass = (day: number, name: string, value: string, topic: Told["topic"]) =>
    chapter(day, name, () => {
      store.setMetafield(lou.id, { ...PASS, type: "boolean", value });
      return { sends: [customerHook(person(), "update")], told: lous(topic) };
    });

  return [
    opensAccount(shop, 2, "Lou", (id) => {
      lou.id = id;
    }),
    points(3, "brings points from before", 100),
    opensAccount(shop, 8, "Louise", (id) => {
      lou.second = id;
    }),
    points(10, "earns points", 250, "loyalty/points_changed"),
    signals(12, "is in the bronze segment", () => [joins(segments.bronze)]),
    chapter(20, "gets a coupon", () => {
      const coupon = store.addDiscount({ codes: [`${COUPON_PREFIX}LOU`], title: "Thank you" });
      lou.coupon = coupon.id;
      return {
        sends: [discountHook(coupon, "create"), ...codeHooks(coupon)],
        told: [tells("loyalty/coupon_created", coupon.id)],
      };
    }),
    chapter(21, "may use it until the end of the year", () => {
      const endsAt = new Date(store.state.now().getTime() + 300 * 86_400_000).toISOString();
      const coupon = store.updateDiscount(lou.coupon, { endsAt });
      return {
        sends: [discountHook(coupon, "update")],
        told: [tells("loyalty/coupon_updated", coupon.id)],
      };
    }),
    chapter(22, "uses the coupon", () => {
      const order = store.addOrder({ customer: lou.id, discountCodes: [`${COUPON_PREFIX}LOU`] });
      return {
        sends: paidOrderHooks(store, order),
        told: [
          ...[tells("order/created", order.id), tells("order/paid", order.id)],
          tells("loyalty/coupon_redeemed", order.id),
        ],
      };
    }),
    points(50, "spends points", 30, "loyalty/points_changed"),
    signals(60, "climbs to silver", () => [joins(segments.silver)], "loyalty/tier_changed"),
    signals(
      101,
      "climbs from silver to gold",
      () => [leaves(segments.silver), joins(segments.gold)],
      "loyalty/tier_changed",
    ),
    signals(150, "falls back to bronze", () => [leaves(segments.gold)], "loyalty/tier_lost"),
    signals(
      170,
      "is made platinum by a tag",
      () => [tagsHook(lou.id, [PLATINUM_TAG], "added")],
      ...(["loyalty/tier_changed", "contact/updated"] as const),
    ),
    signals(
      190,
      "is platinum no more",
      () => [tagsHook(lou.id, [PLATINUM_TAG], "removed")],
      ...(["loyalty/tier_lost", "contact/updated"] as const),
    ),
    signals(205, "loses the last tier", () => [leaves(segments.bronze)], "loyalty/tier_lost"),
    chapter(302, "has a new name", () => ({
      sends: [customerHook(store.updateCustomer(lou.id, { lastName: "Sample" }), "update")],
      told: lous("customer/updated"),
      later: lous("contact/updated"),
    })),
    pass(310, "puts the pass into the wallet", "true", "wallet_pass/installed"),
    pass(315, "takes the pass out of the wallet", "false", "wallet_pass/removed"),
    chapter(322, "agrees to letters of all kinds", () => ({
      sends: consentHooks(person(), "subscribed"),
      later: lous("contact/updated"),
    })),
    chapter(330, "is one person with Louise", () => {
      store.deleteCustomer(lou.second);
      return {
        sends: [
          mergeHook(lou.id, lou.second),
          deletedCustomerHook(lou.second),
          customerHook(person(), "update"),
        ],
        told: [tells("customer/deleted", lou.second)],
      };
    }),
    chapter(345, "wants to be forgotten", () => {
      store.deleteCustomer(lou.id);
      return { sends: [deletedCustomerHook(lou.id)], told: lous("customer/deleted") };
    }),
  ];
}
