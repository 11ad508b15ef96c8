// What the merchant does: products, and the rules and tiers of the loyalty program.
import { type Changes, json, whole } from "../traffic/sample-body.ts";
import type { Chapter } from "./chapter.ts";
import { digits, hook, restTime, type Told, tells } from "./hook.ts";
import { productHook } from "./order-hooks.ts";
import { RULE_TYPE, TIER_TYPE, type YearShop } from "./year-shop.ts";

export function merchantYear(shop: YearShop): Chapter[] {
  const { store, tea, segments } = shop;
  const now = () => store.state.now().toISOString();
  const made = { rule: "", tier: "" };

  const product = (
    day: number,
    action: "create" | "update",
    topic: Told["topic"],
    title: string,
  ): Chapter => ({
    day,
    name: `the merchant calls a product ${title}`,
    act: () => ({
      sends: [productHook(store.updateProduct(tea.id, { title }), action, now())],
      told: [tells(topic, tea.id)],
    }),
  });

  const metaobject = (
    day: number,
    { noun, action }: { noun: "rule" | "tier"; action: "create" | "update" },
    worth: string,
  ): Chapter => ({
    day,
    name: `the merchant ${action}s a ${noun} of the loyalty program`,
    act() {
      if (action === "create") made[noun] = store.state.newId("Metaobject");
      const id = made[noun];
      return {
        sends: [
          hook(`metaobjects/${action}`, {
            ...{ id, type: noun === "rule" ? RULE_TYPE : TIER_TYPE, handle: `${noun}-one` },
            ...{ display_name: `The ${noun}`, fields: whole({ worth }), ...timesOf(action, now()) },
          }),
        ],
        told: [tells(`loyalty/${noun}_${action}d`, id)],
      };
    },
  });

  const segment = (day: number, action: "create" | "update", query: string): Chapter => ({
    day,
    name: `the merchant ${action}s the gold segment`,
    act: () => ({
      sends: [
        hook(`segments/${action}`, {
          ...{ id: json(digits(segments.gold)), name: "Gold customers", query },
          ...(action === "create" ? { creationDate: now() } : {}),
          lastEditDate: now(),
        }),
      ],
      told: [tells(`loyalty/tier_${action}d`, segments.gold)],
    }),
  });

  return [
    product(0.2, "create", "product/created", "Green tea"),
    product(7, "update", "product/updated", "Green tea, new harvest"),
    metaobject(5, { noun: "rule", action: "create" }, "1"),
    metaobject(6, { noun: "rule", action: "update" }, "2"),
    metaobject(13, { noun: "tier", action: "create" }, "500"),
    metaobject(14, { noun: "tier", action: "update" }, "600"),
    segment(15, "create", "amount_spent > 500"),
    segment(16, "update", "amount_spent > 600"),
  ];
}

/** The sample's creation is long ago. */
const timesOf = (action: string, now: string): Changes =>
  action === "create"
    ? { created_at: restTime(now), updated_at: restTime(now) }
    : { updated_at: restTime(now) };
