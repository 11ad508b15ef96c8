import { GraphQLError } from "graphql";
import { wholeSecond } from "./changed-answers.ts";
import { type Args, connection } from "./connection.ts";
import { money } from "./money.ts";
import type { Customer, Metafield, StoreCreditAccount, StoreCreditTransaction } from "./records.ts";
import type { State } from "./state.ts";

export const customerAnswer = (state: State, id: string | null) => {
  const customer = id === null ? undefined : state.customers.get(id);
  if (!customer) return null;
  const { firstName, lastName, email, phone, storeCredit } = customer;
  return {
    __typename: "Customer",
    ...{ id: customer.id, firstName, lastName, tags: customer.tags },
    displayName: [firstName, lastName].filter(Boolean).join(" ") || email || phone || "",
    defaultEmailAddress: email === null ? null : { emailAddress: email },
    defaultPhoneNumber: phone === null ? null : { phoneNumber: phone },
    createdAt: wholeSecond(customer.createdAt),
    updatedAt: wholeSecond(customer.updatedAt),
    ...{ state: "DISABLED", note: null, verifiedEmail: true, taxExempt: false, multipassIdentifier: null },
    amountSpent: money("0.0", state.currency),
    defaultAddress: null,
    metafields: (args: Args) => metafieldsAnswer(customer.metafields, args),
    storeCreditAccounts: (args: Args) =>
      connection(
        storeCredit.map((account) => accountAnswer(customer, account)),
        args,
      ),
  };
};

/** By key or by namespace. Asked for by key, the key is written as it was asked for. */
export function metafieldsAnswer(all: Metafield[], args: Args) {
  const keys = args.keys as string[] | undefined;
  const named = (field: Metafield) => `${field.namespace}.${field.key}`;
  const chosen = all.filter(
    (field) =>
      (!keys || keys.includes(named(field))) && (!args.namespace || args.namespace === field.namespace),
  );
  const answers = chosen.map((field) => ({
    __typename: "Metafield",
    ...field,
    key: keys ? named(field) : field.key,
  }));
  return connection(answers, args, ["keys", "namespace"]);
}

const accountAnswer = (owner: Customer, { id, currency, transactions }: StoreCreditAccount) => ({
  __typename: "StoreCreditAccount",
  id,
  balance: money(transactions.at(-1)?.balanceAfter ?? "0.00", currency),
  owner: { __typename: "Customer", id: owner.id },
  transactions: (args: Args) => {
    if (args.sortKey !== "CREATED_AT")
      throw new GraphQLError("The sandbox sorts transactions by CREATED_AT.");
    const answers = transactions.map((transaction) => transactionAnswer(transaction, currency));
    return connection(answers, args, ["sortKey"]);
  },
});

const transactionAnswer = (
  { id, kind, event, amount, balanceAfter, createdAt }: StoreCreditTransaction,
  currency: string,
) => ({
  __typename: `StoreCreditAccount${kind}Transaction`,
  ...(id !== null && { id }),
  event,
  createdAt,
  amount: money(amount, currency),
  balanceAfterTransaction: money(balanceAfter, currency),
});
