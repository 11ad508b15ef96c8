import { useTranslation } from "react-i18next";

/** Those that the texts know. */
const KNOWN = [
  "read_customer_merge",
  "read_customer_payment_methods",
  "read_customers",
  "read_discounts",
  "read_metaobject_definitions",
  "read_metaobjects",
  "read_orders",
  "read_own_subscription_contracts",
  "read_products",
  "read_store_credit_account_transactions",
  "read_store_credit_accounts",
  "write_app_proxy",
] as const;

/** An access scope in the words of a merchant: what it shows, and what Carillon uses it for. */
export function useScopeText(): (scope: string) => { name: string; why: string | undefined } {
  const { t } = useTranslation("settings");
  return (scope) => {
    const known = KNOWN.find((one) => one === scope);
    return known
      ? { name: t(`permissions.scopes.${known}.name`), why: t(`permissions.scopes.${known}.why`) }
      : { name: scope, why: undefined };
  };
}
