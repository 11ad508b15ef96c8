/** The groups in which merchants look for topics, in the order of the panel. */
export const CATEGORIES = {
  subscription: "Subscriptions",
  membership: "Memberships",
  payment_method: "Payment methods",
  loyalty: "Loyalty",
  wallet_pass: "Wallet passes",
  order: "Orders",
  customer: "Customers",
  contact: "Contacts",
  product: "Products",
  form: "Forms",
  /** operational: about Carillon's own work */
  endpoint: "Endpoints",
} as const;

export type Category = keyof typeof CATEGORIES;
