// What the Admin API knows about a shop of the sandbox. A value may be a function of the field's arguments.
import type { Answer } from "./resolve-admin.ts";

export const SANDBOX_SHOP = "sandbox-shop.myshopify.com";

/** The roots of queries and mutations: field → answer, nested as the schema is. */
export type ShopData = Record<string, Answer>;
