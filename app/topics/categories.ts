/** The groups in which merchants look for topics, in the order of the panel. */
export const CATEGORIES = {
  subscription: "Subscriptions",
  payment_method: "Payment methods",
  order: "Orders",
  customer: "Customers",
  product: "Products",
} as const;

export type Category = keyof typeof CATEGORIES;
