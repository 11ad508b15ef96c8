import { newId } from "../db/ids.ts";
import { type OperatorCommand, requireDomain, shopOption } from "./command.ts";

/** Registers a shop that has no Shopify session: for vendors who send events themselves, and for tests. */
export const shopAdd: OperatorCommand = {
  over: "database",
  summary: "Registers a shop that has no Shopify session.",
  options: shopOption,
  async run({ prisma }, words) {
    const domain = requireDomain(words);
    const { id } = await prisma.shop.upsert({
      where: { domain },
      create: { id: newId("shp"), domain },
      update: {},
    });
    return { json: { id, shop: domain }, text: `${domain} is registered as ${id}.` };
  },
};

export const shopList: OperatorCommand = {
  over: "database",
  summary: "Lists the shops.",
  options: {},
  async run({ prisma }) {
    const shops = await prisma.shop.findMany({ orderBy: { id: "asc" } });
    const json = shops.map(({ id, domain, name, createdAt, uninstalledAt }) => ({
      id,
      shop: domain,
      name,
      created_at: createdAt,
      uninstalled_at: uninstalledAt,
    }));
    const text = shops.map(({ id, domain }) => `${id}  ${domain}`).join("\n") || "No shop yet.";
    return { json, text };
  },
};
