// What several stories do alike.
import type { Contract, Customer, Order } from "../shopify/store/records.ts";
import { get } from "../shopify/store/state.ts";
import { type Chapter, due, type Scene } from "./chapter.ts";
import { attemptHook, contractHook, contractHooks } from "./contract-hooks.ts";
import { customerHook } from "./customer-hooks.ts";
import { type Hook, type Told, tells } from "./hook.ts";
import { ordered } from "./order-hooks.ts";
import type { YearShop } from "./year-shop.ts";

export const contractOf = ({ store }: YearShop, id: string): Contract => get(store.state.contracts, id);
export const customerOf = ({ store }: YearShop, id: string): Customer => get(store.state.customers, id);
const orderOf = ({ store }: YearShop, id: string): Order => get(store.state.orders, id);

/** A customer opens an account. `made` gets the gid. */
export const opensAccount = (
  { store }: YearShop,
  day: number,
  firstName: string,
  made: (id: string) => void,
): Chapter => ({
  day,
  name: `${firstName} opens an account`,
  act() {
    const email = `${firstName.toLowerCase()}@example.com`;
    const customer = store.addCustomer({ firstName, lastName: "Example", email, phone: "+16135550100" });
    made(customer.id);
    return {
      sends: [customerHook(customer, "create")],
      told: [tells("customer/created", customer.id)],
      later: [tells("contact/updated", customer.id)],
    };
  },
});

/** The webhooks of an order, and what they tell. */
export function paidOrder({ store }: YearShop, order: Order): { sends: Hook[]; told: Told[] } {
  return {
    sends: ordered(store, order),
    told: [tells("order/created", order.id), tells("order/paid", order.id)],
  };
}

/** A contract that was made active: Shopify sends its creation, its activation and an update. */
export const newContract = (contract: Contract): Hook[] => [
  contractHook(contract, "create"),
  ...contractHooks(contract, ...(contract.status === "ACTIVE" ? ["activate"] : [])),
];

/** The open cycle is paid now. `topics`: what a payment is called of this contract. */
export function pays(shop: YearShop, id: string, ...topics: Told["topic"][]): Scene {
  const attempt = shop.store.billCycle(id);
  const order = paidOrder(shop, orderOf(shop, attempt.order ?? ""));
  return {
    sends: [attemptHook(attempt), ...contractHooks(contractOf(shop, id)), ...order.sends],
    told: [...order.told, ...topics.map((topic) => tells(topic, id))],
  };
}

/** Three days before an order is due. */
export const announced = (day: number, whose: string, contract: () => string): Chapter =>
  due(day, `${whose} next order is three days away`, () => [
    tells("subscription/upcoming_order", contract()),
  ]);

/** A change of the contract by which it gets another status. */
export function becomes(shop: YearShop, id: string, action: string, topic: Told["topic"]): Scene {
  const verbs = {
    pause: shop.store.pauseContract,
    activate: shop.store.activateContract,
    cancel: shop.store.cancelContract,
    expire: shop.store.expireContract,
    fail: shop.store.failContract,
  };
  const contract = verbs[action as keyof typeof verbs](id);
  return { sends: contractHooks(contract, action), told: [tells(topic, id)] };
}
