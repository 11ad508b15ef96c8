import type { Metafield } from "../../pipeline/mapping/questions.ts";
import { ShopMetafieldsDocument } from "../generated/operations.ts";
import { metafieldKeys, readMetafield } from "./preset-metafields.ts";
import type { Talk } from "./talk.ts";

export async function askShopMetafields(talk: Talk): Promise<Metafield[]> {
  const keys = metafieldKeys(talk.rules, "shop");
  if (keys.length === 0) return [];
  const { shop } = await talk.send(ShopMetafieldsDocument, { keys });
  return shop.metafields.nodes.map(readMetafield);
}
