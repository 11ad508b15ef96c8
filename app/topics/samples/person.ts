// Whom and what the samples are about.
export const GIDS = {
  contract: "gid://shopify/SubscriptionContract/402440842",
  paymentMethod: "gid://shopify/CustomerPaymentMethod/0eccccc666aac73efcd31094ddc4ebf0",
  order: "gid://shopify/Order/450789469",
  customer: "gid://shopify/Customer/207119551",
  product: "gid://shopify/Product/632910392",
  rule: "gid://shopify/Metaobject/7001",
  tier: "gid://shopify/Metaobject/7002",
  discount: "gid://shopify/DiscountCodeNode/8001",
} as const;

export const SAMPLE_ENDPOINT = "ep_019ab000000070008000000000000001";

export const customer = {
  id: GIDS.customer,
  email: "jane@example.com",
  name: "Jane Example",
  first_name: "Jane",
  last_name: "Example",
  loyalty_points: 120,
  birth_date: "1990-05-17",
  store_credits: 57.33,
  tier: "Gold",
  store_credit_accounts: [{ amount: "57.33", currency: "CAD" }],
};

export const address = {
  first_name: "Jane",
  last_name: "Example",
  address1: "1 Example Street",
  city: "Ottawa",
  province: "Ontario",
  country: "Canada",
  zip: "K2P0V6",
};
