// flowTriggerReceive of the Admin API.
import { GraphQLError } from "graphql";
import type { ShopData } from "../shopify/shop-data.ts";
import type { Flow } from "./create-flow.ts";
import type { Payload } from "./payload-errors.ts";

type Args = Record<string, unknown>;

/** `data`: what the Admin API knows of the shop besides */
export const flowAnswers = (flow: Flow, data: ShopData): ShopData => ({
  flowTriggerReceive({ handle, payload, body }: Args) {
    if (typeof handle !== "string" || !isObject(payload) || body !== undefined)
      throw new GraphQLError(
        "The sandbox's flowTriggerReceive wants a handle and a payload, and nothing else.",
      );
    const errors = flow.fire({ handle, payload }, (id) => isCustomer(data, id));
    const message = `Errors validating schema:\n${errors.map((error) => `  ${error}\n`).join("")}`;
    return { userErrors: errors.length > 0 ? [{ field: ["body"], message }] : [] };
  },
});

const isObject = (value: unknown): value is Payload =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isCustomer({ customer }: ShopData, id: string): boolean {
  return typeof customer === "function" && (customer as (args: Args) => unknown)({ id }) !== null;
}
