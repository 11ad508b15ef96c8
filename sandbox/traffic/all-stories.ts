import { randomBytes, randomInt } from "node:crypto";
import {
  type ContractIds,
  expiredContract,
  failedContract,
  longContract,
  paymentMethodStory,
} from "./contract-stories.ts";
import { cancelledOrder, customerStory, fulfilledOrder, productStory } from "./resource-stories.ts";
import type { Story } from "./step.ts";

const HOUR_MS = 3_600_000;

/** One of each story, about resources that no earlier call has told of. `newContract`: one that the shop has. */
export function allStories(now: Date, newContract: () => ContractIds = unknownContract): Story[] {
  const long = () => `${randomInt(100_000_000, 999_999_999)}${randomInt(100_000_000, 999_999_999)}`;
  const createdAt = new Date(now.getTime() - HOUR_MS);
  return [
    fulfilledOrder(long(), createdAt),
    cancelledOrder(long(), createdAt),
    customerStory(long(), createdAt),
    productStory(long(), createdAt),
    longContract(newContract()),
    expiredContract(newContract()),
    failedContract(newContract()),
    paymentMethodStory(randomBytes(16).toString("hex")),
  ];
}

const unknownContract = (): ContractIds => ({ id: shortId(), customer: shortId() });

const shortId = () => String(randomInt(10_000_000_000, 90_000_000_000));
