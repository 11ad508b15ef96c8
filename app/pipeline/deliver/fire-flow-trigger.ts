import type { PostOutcome } from "../../http/post.ts";

/**
 * Tells Shopify Flow that a trigger's event happened in a shop. Arrives in Deps: this stage does not know Shopify.
 * Never throws for what the other side does. `payload`: keys as the trigger declares them.
 */
export type FireFlowTrigger = (
  shopDomain: string,
  trigger: { handle: string; payload: Record<string, unknown> },
) => Promise<PostOutcome>;
