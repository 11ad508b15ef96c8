// carillon/flow_loyalty: a workflow of Shopify Flow reports a customer's points, tier or both, as they are now. They are a
// source of their own besides the presets: the first report is remembered and tells nothing.
import type { Payload } from "../../../topics/parse-payload.ts";
import type { Mapper } from "../draft.ts";
import { hopsOf, stillToAsk, withAnswers } from "../flow/run.ts";
import { textOf } from "../read-payload.ts";
import { LOYALTY, mapReadings } from "./customer-loyalty.ts";
import type { CustomerReading } from "./customer-readings.ts";
import type { Subject } from "./read-preset.ts";
import { FLOW_SOURCE } from "./tiers.ts";

export const flowLoyaltyMapper: Mapper = {
  ...LOYALTY,
  resource: ({ customer }) => textOf(customer) ?? undefined,
  customer: ({ customer }) => textOf(customer),
  // A tier waits for its minute, and asks then.
  asks(payload) {
    const customer = textOf(payload.customer);
    return customer !== null && textOf(payload.points) !== null ? stillToAsk(payload, { customer }) : {};
  },
  map: (input) =>
    mapReadings(withAnswers(input), (subject) => readingsOf(input.payload, subject), hopsOf(input.payload)),
};

/** `points`: a number as text. `tier`: null where there is none. What is not reported is not there. */
function readingsOf({ points, tier }: Payload, subject: Subject): CustomerReading[] {
  const value = subject === "points" ? points : subject === "tier" ? tier : undefined;
  if (value === undefined) return [];
  const text = textOf(value);
  return [{ source: FLOW_SOURCE, reading: text === null ? { kind: "none" } : { kind: "value", text } }];
}
