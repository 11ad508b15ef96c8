// `customer` of every event about one: what Shopify answered and what the chosen presets read from it.

import { chosenFields } from "../../rules/chosen-fields.ts";
import type { Rules } from "../../rules/rules-schema.ts";
import { jsonNumber } from "./loyalty/decimal.ts";
import { presetText, type Subject } from "./loyalty/read-preset.ts";
import type { Answer, CustomerFacts, Money } from "./questions.ts";

type Data = Record<string, unknown>;

export interface CustomerData {
  customer: Data;
  /** path, e.g. "customer.email" → why it is null */
  unavailable: Record<string, string>;
}

/** Fields that only a preset can fill. */
const PRESET_FIELDS: Record<string, Subject> = {
  loyalty_points: "points",
  birth_date: "birth_date",
  tier: "tier",
};

/** Every field is there; what is null has its reason in `unavailable`. */
export function customerData(
  id: string | null,
  answer: Answer<CustomerFacts> | undefined,
  rules: Rules,
): CustomerData {
  const facts = answer?.kind === "known" ? answer.value : null;
  const read = (subject: Subject) => facts && presetText(facts.metafields, rules, subject);
  const credits = creditFields(
    facts?.storeCredits ?? null,
    facts?.shopCurrency ?? null,
    read("store_credit"),
  );
  const customer: Data = {
    id: id ?? facts?.id ?? null,
    email: facts?.email ?? null,
    name: facts?.name ?? null,
    first_name: facts?.firstName ?? null,
    last_name: facts?.lastName ?? null,
    loyalty_points: numberOf(read("points")),
    birth_date: read("birth_date"),
    store_credits: credits.store_credits,
    tier: read("tier"),
    store_credit_accounts: credits.store_credit_accounts,
  };
  const missing = Object.keys(customer).filter((field) => customer[field] === null);
  const reasons = missing.map((field) => [`customer.${field}`, whyNull(field, answer, rules)]);
  return { customer, unavailable: Object.fromEntries(reasons) };
}

/** The same with what is known better from elsewhere; nulls change nothing. */
export function withKnown({ customer, unavailable }: CustomerData, known: Data): CustomerData {
  const entries = Object.entries(known).filter(([, value]) => value !== null && value !== undefined);
  const paths = entries.map(([field]) => `customer.${field}`);
  const still = Object.entries(unavailable).filter(([path]) => !paths.includes(path));
  return {
    customer: { ...customer, ...Object.fromEntries(entries) },
    unavailable: Object.fromEntries(still),
  };
}

/** What a loyalty app calls store credit comes first; else the balance in the shop's currency, or the only one. */
export function creditFields(
  accounts: Money[] | null,
  currency: string | null,
  presetCredit: string | null = null,
): Data {
  const own = accounts?.find((account) => account.currency === currency);
  const only = accounts && accounts.length < 2 ? (accounts[0]?.amount ?? "0") : null;
  const store_credits = numberOf(presetCredit) ?? numberOf(own?.amount ?? only);
  return { store_credits, store_credit_accounts: accounts };
}

function whyNull(field: string, answer: Answer<CustomerFacts> | undefined, rules: Rules): string {
  if (answer?.kind !== "known") return whyNoAnswer(answer);
  const subject = PRESET_FIELDS[field];
  // Without a preset there was nothing to ask for.
  if (subject && chosenFields(rules, "customer", [subject]).length === 0) return "not_asked";
  const isHidden = field.startsWith("store_credit") && answer.value.storeCredits === null;
  return isHidden ? "not_permitted" : "unknown";
}

/** Why nothing is known of something that Shopify was to tell. */
export function whyNoAnswer(answer: Answer<unknown> | undefined): string {
  if (answer === undefined) return "not_asked";
  return answer.kind === "not_permitted" || answer.kind === "not_answered" ? answer.kind : "unknown";
}

const numberOf = (text: string | null) => (text === null ? null : jsonNumber(text));
