import { expect, test } from "vitest";
import { formMapper as mapper } from "../../../app/pipeline/mapping/forms.ts";
import type { Answers } from "../../../app/pipeline/mapping/questions.ts";
import { NO_RULES } from "../../../app/rules/rules-schema.ts";

const CUSTOMER = "gid://shopify/Customer/207119551";
const SUBMITTED_AT = new Date("2026-11-20T10:00:00.123Z");

const payload = (customer: string | null) => ({
  submission_id: "11111111-2222-4333-8444-555555555555",
  handle: "contact",
  fields: { "contact[email]": "jane@example.com", size: ["S", "L"] },
  customer,
  submitted_at: SUBMITTED_AT.toISOString(),
});

function map(customer: string | null, answers: Answers = {}) {
  const { drafts } = mapper.map({
    topic: "carillon/form",
    payload: payload(customer),
    triggeredAt: SUBMITTED_AT,
    resource: "carillon:form:1",
    state: null,
    owner: null,
    rules: NO_RULES,
    now: SUBMITTED_AT,
    answers,
    last: null,
  });
  expect(drafts).toHaveLength(1);
  return drafts[0];
}

test("a form is one event with its fields as they were filled in", () => {
  expect(map(null)).toMatchObject({
    topic: "form/submitted",
    key: "form|11111111-2222-4333-8444-555555555555",
    resource: null,
    customer: null,
    triggeredAt: SUBMITTED_AT,
    data: {
      form: { handle: "contact", fields: { "contact[email]": "jane@example.com", size: ["S", "L"] } },
      customer: { id: null, email: null },
      unavailable: { "customer.email": "not_asked" },
    },
  });
});

test("Shopify is asked about the customer when one is logged in", () => {
  expect(mapper.asks?.(payload(CUSTOMER), NO_RULES)).toEqual({ customer: CUSTOMER });
  expect(mapper.asks?.(payload(null), NO_RULES)).toEqual({});
});

test("what Shopify says of the customer is in the event", () => {
  const value = {
    id: CUSTOMER,
    email: "jane@example.com",
    firstName: "Jane",
    lastName: "Example",
    name: "Jane Example",
    phone: null,
    shopCurrency: "CAD",
    tags: [],
    metafields: [],
    storeCredits: null,
  };
  expect(map(CUSTOMER, { customer: { kind: "known", value } })).toMatchObject({
    customer: CUSTOMER,
    data: {
      customer: { id: CUSTOMER, name: "Jane Example", store_credits: null },
      unavailable: { "customer.store_credits": "not_permitted" },
    },
  });
});

test("no submission waits for another one", () => {
  const { submission_id: _, ...without } = payload(null);
  expect(mapper.resource(payload(null))).toBe("carillon:form:11111111-2222-4333-8444-555555555555");
  expect(mapper.resource(without)).toBeUndefined();
});
