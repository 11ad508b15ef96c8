import { type CustomerData, customerData, withKnown } from "../customer-data.ts";
import type { EventDraft, MapInput } from "../draft.ts";

export interface Told {
  topic: string;
  /** tells it from the customer's other events of the topic */
  identity: string;
  /** the topic's own fields */
  data: Record<string, unknown>;
  /** why fields of `data` are null, by path */
  unavailable?: Record<string, string>;
  /** fields of the customer that are known better than from the answer */
  known?: Record<string, unknown>;
}

/** An event about the customer whose gid is the input's resource. */
export function customerDraft(input: MapInput, told: Told): EventDraft {
  const { resource, answers, rules, triggeredAt } = input;
  const person: CustomerData = withKnown(customerData(resource, answers.customer, rules), told.known ?? {});
  return {
    topic: told.topic,
    key: `${told.topic}|${resource}|${told.identity}`,
    resource,
    customer: resource,
    triggeredAt,
    environment: "live",
    data: {
      customer: person.customer,
      ...told.data,
      unavailable: { ...person.unavailable, ...told.unavailable },
    },
  };
}
