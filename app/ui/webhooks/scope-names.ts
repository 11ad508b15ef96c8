/** Access scopes in the words of a merchant. */
const NAMES: Record<string, string> = {
  read_customer_merge: "Merged customers",
  read_customer_payment_methods: "Payment methods",
  read_customers: "Customers and segments",
  read_discounts: "Discounts",
  read_metaobjects: "Metaobjects",
  read_orders: "Orders, refunds and returns",
  read_own_subscription_contracts: "Subscription contracts",
  read_products: "Products",
};

/** `scope`: null for what needs none. */
export const scopeName = (scope: string | null): string =>
  scope === null ? "The app itself" : (NAMES[scope] ?? scope);

/** What a merchant should know before granting, with a space before it; empty where there is nothing. */
export const scopeNote = (scope: string): string =>
  scope === "read_own_subscription_contracts"
    ? " It shows Carillon only contracts that were made with this app; those of other subscription apps it does not."
    : "";
