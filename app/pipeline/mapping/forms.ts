// carillon/form: what a visitor of the shop sent with a form of the storefront.

import type { Payload } from "../../topics/parse-payload.ts";
import { customerData } from "./customer-data.ts";
import type { MapInput, MapOutput, Mapper } from "./draft.ts";
import { objectOf, textOf } from "./read-payload.ts";

export const formMapper: Mapper = {
  part: "form",
  makes: ["form/submitted"],
  resource: ({ submission_id }) => {
    const id = textOf(submission_id);
    return id === null ? undefined : `carillon:form:${id}`; // no submission waits for another one
  },
  customer: customerOf,
  asks: (payload) => {
    const customer = customerOf(payload);
    return customer === null ? {} : { customer };
  },
  map: mapForm,
};

function mapForm({ payload, state, triggeredAt, answers, rules }: MapInput): MapOutput {
  const id = customerOf(payload);
  const { customer, unavailable } = customerData(id, answers.customer, rules);
  const draft = {
    topic: "form/submitted",
    key: `form|${textOf(payload.submission_id)}`,
    resource: null,
    customer: id,
    triggeredAt,
    environment: "live" as const,
    data: {
      form: { handle: textOf(payload.handle), fields: objectOf(payload.fields) ?? {} },
      customer,
      unavailable,
    },
  };
  return { drafts: [draft], state };
}

/** gid of the customer who was logged in. */
function customerOf({ customer }: Payload): string | null {
  return textOf(customer);
}
