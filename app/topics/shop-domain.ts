/** A shop's own name at Shopify, whoever brings it: nothing else is looked up, stored or called. */
export const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/;
