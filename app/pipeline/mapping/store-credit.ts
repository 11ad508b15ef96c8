// The transactions of a customer's store credit accounts, each told once.
import { creditFields, customerData, withKnown } from "./customer-data.ts";
import type { EventDraft, MapInput, MapOutput, Mapper, Settler } from "./draft.ts";
import { jsonNumber } from "./loyalty/decimal.ts";
import type { StoreCreditAccount } from "./questions.ts";
import { gidOf } from "./read-payload.ts";
import { checkCredit, STORE_CREDIT_TOPICS } from "./store-credit-triggers.ts";

type CreditTransaction = StoreCreditAccount["transactions"][number];

/** The newest transactions seen, by account. */
type CreditState = Record<string, Newest>;

interface Newest {
  /** milliseconds */
  at: number;
  /** of the transactions at that very time */
  ids: string[];
}

const DAY_MS = 86_400_000;

/** The mapper of carillon/store_credit_check. */
export const storeCreditMapper: Mapper = {
  part: "store_credit",
  makes: STORE_CREDIT_TOPICS,
  resource: ({ customer }) => gidOf("Customer", customer, null) ?? undefined,
  customer: ({ customer }) => gidOf("Customer", customer, null),
  asks: ({ customer }) => (typeof customer === "string" ? { storeCredit: customer, customer } : {}),
  map: mapCredit,
};

/** Known holders are looked at every day: an adjustment in the admin tells nobody. */
export const settleStoreCredit: Settler = ({ resource, state, now }) => ({
  drafts: [],
  state,
  // Also when nobody wants to hear of it tonight, and the follow-up is dropped.
  dueAt: new Date(now.getTime() + DAY_MS),
  followUps: [checkCredit(resource, `nightly|${now.toISOString()}`)],
});

function mapCredit(input: MapInput): MapOutput {
  const { answers, state, now } = input;
  const tomorrow = new Date(now.getTime() + DAY_MS);
  const answer = answers.storeCredit;
  // A known holder is looked at again tomorrow, unless Shopify has the customer no more.
  if (answer?.kind === "missing") return { drafts: [], state };
  if (answer?.kind !== "known") return { drafts: [], state, dueAt: state ? tomorrow : undefined };
  const accounts = answer.value;
  const known = state as CreditState | null;
  const fresh = accounts.flatMap((account) => freshOf(account, known, input.triggeredAt));
  return {
    drafts: fresh
      .sort((a, b) => timeOf(a.transaction) - timeOf(b.transaction))
      .map((found) => draft(input, accounts, found)),
    state: Object.fromEntries([
      ...Object.entries(known ?? {}),
      ...accounts.map((account) => [account.id, newestOf(account, known?.[account.id])]),
    ]),
    dueAt: accounts.length > 0 ? tomorrow : undefined,
  };
}

interface Found {
  account: string;
  transaction: CreditTransaction;
}

/** At first sight of a customer older transactions are history. */
function freshOf(account: StoreCreditAccount, known: CreditState | null, triggeredAt: Date): Found[] {
  const newest = known?.[account.id];
  const since = known ? 0 : triggeredAt.getTime() - DAY_MS;
  const isFresh = (transaction: CreditTransaction) => {
    const at = timeOf(transaction);
    if (!newest) return at >= since;
    return at > newest.at || (at === newest.at && !newest.ids.includes(identityOf(account.id, transaction)));
  };
  // Shopify gives the newest first.
  return account.transactions
    .filter(isFresh)
    .reverse()
    .map((transaction) => ({ account: account.id, transaction }));
}

function newestOf({ id, transactions }: StoreCreditAccount, known: Newest = { at: 0, ids: [] }): Newest {
  const at = Math.max(known.at, ...transactions.map(timeOf));
  const ids = transactions
    .filter((transaction) => timeOf(transaction) === at)
    .map((item) => identityOf(id, item));
  return { at, ids: [...new Set([...(known.at === at ? known.ids : []), ...ids])] };
}

const timeOf = ({ createdAt }: CreditTransaction): number => Date.parse(createdAt);

/** An expiry has no id at Shopify. */
const identityOf = (account: string, { id, createdAt, amount, balanceAfter }: CreditTransaction): string =>
  id ?? [account, createdAt, amount.amount, balanceAfter.amount].join("|");

function draft(input: MapInput, accounts: StoreCreditAccount[], { account, transaction }: Found): EventDraft {
  const { resource, answers, rules } = input;
  const person = customerData(resource, answers.customer, rules);
  const balances = creditFields(
    accounts.map(({ balance }) => balance),
    answers.customer?.kind === "known" ? answers.customer.value.shopCurrency : null,
  );
  const store_credits = person.customer.store_credits ?? balances.store_credits;
  const { customer, unavailable } = withKnown(person, { ...balances, store_credits });
  return {
    topic: "membership/store_credits_changed",
    key: `membership/store_credits_changed|${identityOf(account, transaction)}`,
    resource,
    customer: resource,
    triggeredAt: new Date(transaction.createdAt),
    environment: "live",
    data: { customer, credits_history: historyOf(transaction), unavailable },
  };
}

/** By Shopify's StoreCreditSystemEvent. What is not here is an adjustment. */
const HISTORY: Record<string, { message: string; type: string }> = {
  ORDER_PAYMENT: { message: "Store credit paid for an order.", type: "Redeem" },
  ORDER_REFUND: { message: "An order was refunded to store credit.", type: "Refund" },
  ORDER_CANCELLATION: { message: "The store credit of a cancelled order came back.", type: "Refund" },
  PAYMENT_RETURNED: { message: "Store credit that an order did not need came back.", type: "Refund" },
  PAYMENT_FAILURE: { message: "The store credit of a failed payment came back.", type: "Refund" },
  TAX_FINALIZATION: { message: "The final tax of an order changed what store credit paid.", type: "Adjust" },
};

function historyOf({ type, event, amount }: CreditTransaction) {
  return { value: jsonNumber(amount.amount), ...kindOf(type, event, amount.amount.startsWith("-")) };
}

function kindOf(type: string, event: string, isDebit: boolean): { message: string; type: string } {
  if (type.toLowerCase() === "expiration") return { message: "Store credit expired.", type: "Expire" };
  const known = HISTORY[event.toUpperCase()];
  if (known) return known;
  return isDebit
    ? { message: "Store credit was taken off.", type: "Adjust" }
    : { message: "Store credit was added.", type: "Earn" };
}
