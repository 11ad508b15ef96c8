import type { Customer, Metafield } from "./records.ts";
import { get, type State, timeOf } from "./state.ts";

export type CustomerInput = Partial<Pick<Customer, "firstName" | "lastName" | "email" | "phone" | "tags">>;
export type MetafieldInput = Pick<Metafield, "namespace" | "key" | "type" | "value">;

export function customerVerbs(state: State) {
  return {
    addCustomer(input: CustomerInput = {}): Customer {
      const now = timeOf(state);
      const customer: Customer = {
        ...{ id: state.newId("Customer"), createdAt: now, updatedAt: now },
        ...{ firstName: null, lastName: null, email: null, phone: null, tags: [] },
        ...{ metafields: [], storeCredit: [] },
        ...input,
      };
      state.customers.set(customer.id, customer);
      return customer;
    },
    updateCustomer: (id: string, changes: CustomerInput): Customer =>
      Object.assign(get(state.customers, id), changes, { updatedAt: timeOf(state) }),
    /** Its contracts and orders stay, without it. */
    deleteCustomer(id: string): void {
      get(state.customers, id);
      state.customers.delete(id);
    },
    /** `owner`: a customer's gid, or `shop`. Makes it or changes it. */
    setMetafield(owner: string, input: MetafieldInput): Metafield {
      const fields = owner === "shop" ? state.metafields : get(state.customers, owner).metafields;
      const known = fields.find(({ namespace, key }) => namespace === input.namespace && key === input.key);
      const updatedAt = timeOf(state);
      if (known) return Object.assign(known, input, { updatedAt });
      const made = { id: state.newId("Metafield"), ...input, updatedAt };
      fields.push(made);
      return made;
    },
  };
}
