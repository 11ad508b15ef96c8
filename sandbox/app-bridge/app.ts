import type { ShopifyGlobal } from "@shopify/app-bridge-react";
import { plainFetch, visit } from "./session.ts";

/** The app's theme extension, as far as the panel asks for it; those of Flow are none that App Bridge tells of. */
export const app: ShopifyGlobal["app"] = {
  async extensions() {
    const answer = await plainFetch(`/__sandbox/extensions?shop=${encodeURIComponent(visit.shop)}`);
    return answer.json();
  },
};
