// The page of Shopify's admin that a gid stands for. Contracts have none that is known: their pages are their own app's.
const PAGES = { Order: "orders", Customer: "customers", Product: "products" } as const;

export interface AdminLink {
  type: keyof typeof PAGES;
  /** App Bridge sends the admin there; with target `_top` */
  url: string;
}

/** undefined for what has no page there. */
export function adminLink(gid: string | null): AdminLink | undefined {
  const [, type, id] = /^gid:\/\/shopify\/(\w+)\/(\d{1,20})$/.exec(gid ?? "") ?? [];
  if (!isKnown(type)) return undefined;
  return { type, url: `shopify://admin/${PAGES[type]}/${id}` };
}

const isKnown = (type: string | undefined): type is AdminLink["type"] =>
  type !== undefined && Object.hasOwn(PAGES, type);
