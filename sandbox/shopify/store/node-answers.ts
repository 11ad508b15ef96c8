// node(id) and nodes(ids): whatever has an id.
import { GraphQLError } from "graphql";
import { bulkOperationAnswer } from "./bulk-operations.ts";
import { planAnswer, planGroupAnswer } from "./catalog-answers.ts";
import { contractAnswer } from "./contract-answers.ts";
import { customerAnswer } from "./customer-answers.ts";
import { discountAnswer } from "./discount-answers.ts";
import { orderAnswer, productAnswer } from "./order-answers.ts";
import { segmentAnswer } from "./segment-answers.ts";
import type { State } from "./state.ts";

const ANSWERS: Record<string, (state: State, id: string) => object | null> = {
  BulkOperation: bulkOperationAnswer,
  Customer: customerAnswer,
  DiscountAutomaticNode: discountAnswer,
  DiscountCodeNode: discountAnswer,
  Order: orderAnswer,
  Product: productAnswer,
  Segment: segmentAnswer,
  SellingPlan: planAnswer,
  SellingPlanGroup: planGroupAnswer,
  SubscriptionContract: contractAnswer,
};

export function nodeAnswer(state: State, id: string): object | null {
  const [, type] = /^gid:\/\/shopify\/(\w+)\/[\w-]+$/.exec(id) ?? [];
  if (!type) throw new GraphQLError(`Invalid global id '${id}'`, { extensions: { code: "BAD_REQUEST" } });
  const answer = ANSWERS[type];
  if (!answer) throw new GraphQLError(`The sandbox has no nodes of type ${type}.`);
  return answer(state, id);
}
