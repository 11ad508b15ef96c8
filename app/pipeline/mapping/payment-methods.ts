// customer_payment_methods/*

import type { Payload } from "../../topics/parse-payload.ts";
import { customerData } from "./customer-data.ts";
import type { MapInput, MapOutput, Mapper } from "./draft.ts";
import { gidOf, hashOf, integerOf, objectOf, textOf } from "./read-payload.ts";

export function paymentMethodMapper(event: string): Mapper {
  return {
    part: "payment_method",
    makes: [`payment_method/${event}`],
    resource: resourceOf,
    customer: customerOf,
    asks: (payload) => {
      const customer = customerOf(payload);
      return customer === null ? {} : { customer };
    },
    map: (input) => mapPaymentMethod(event, input),
  };
}

function mapPaymentMethod(event: string, input: MapInput): MapOutput {
  const { payload, resource, state, triggeredAt, owner, answers, rules } = input;
  const { customer, unavailable } = customerData(customerOf(payload) ?? owner, answers.customer, rules);
  // Once made and once revoked; a change is told apart by what the method looks like and when it came to do so.
  const identity = event === "updated" ? `|${hashOf(payload)}|${triggeredAt.toISOString()}` : "";
  const draft = {
    topic: `payment_method/${event}`,
    key: `payment_method/${event}|${resource}${identity}`,
    resource,
    customer: customerOf(payload) ?? owner,
    triggeredAt,
    environment: "live" as const,
    data: { payment_method: paymentMethod(resource, payload), customer, unavailable },
  };
  return { drafts: [draft], state };
}

function paymentMethod(id: string, payload: Payload) {
  const instrument = objectOf(payload.payment_instrument) ?? {};
  return {
    id,
    type: textOf(payload.instrument_type),
    brand: textOf(instrument.brand),
    last_digits: textOf(instrument.last_digits),
    expires_month: integerOf(instrument.month),
    expires_year: integerOf(instrument.year),
    name: textOf(instrument.name),
  };
}

/** Its id is no number: the gid carries a token. */
function resourceOf(payload: Payload): string | undefined {
  const given = textOf(payload.admin_graphql_api_id);
  return given?.startsWith("gid://shopify/CustomerPaymentMethod/") ? given : undefined;
}

const customerOf = (payload: Payload) =>
  gidOf("Customer", payload.admin_graphql_api_customer_id, payload.customer_id);
