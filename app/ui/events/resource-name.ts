/** `gid://shopify/Order/450789469` as `Order 450789469`; what is no gid as it is. */
export function resourceName(resource: string): string {
  const [, type, id] = /^gid:\/\/shopify\/(\w+)\/(.+)$/.exec(resource) ?? [];
  return type === undefined ? resource : `${type} ${id}`;
}

const IN_ADMIN: Record<string, string> = { Order: "orders", Customer: "customers", Product: "products" };

/** Where Shopify's admin shows it; undefined for what has no page there. */
export function adminAddress(resource: string): string | undefined {
  const [, type = "", id] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(resource) ?? [];
  const page = IN_ADMIN[type];
  return page && `shopify://admin/${page}/${id}`;
}
