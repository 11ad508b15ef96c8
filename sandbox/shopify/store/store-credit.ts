import { sum } from "./money.ts";
import type { StoreCreditAccount, StoreCreditTransaction, TransactionKind } from "./records.ts";
import { get, type State, timeOf } from "./state.ts";

export interface TransactionInput {
  kind: TransactionKind;
  /** how much, without a sign */
  amount: string;
  /** Shopify's StoreCreditSystemEvent */
  event?: string;
  currency?: string;
}

export function storeCreditVerbs(state: State) {
  return {
    /** Opens the customer's account in that currency when there is none. */
    addTransaction(customer: string, input: TransactionInput): StoreCreditTransaction {
      const { transactions } = accountOf(state, customer, input.currency ?? state.currency);
      const leaves = input.kind === "Debit" || input.kind === "Expiration";
      const amount = sum(leaves ? `-${input.amount}` : input.amount);
      const transaction = {
        id: input.kind === "Expiration" ? null : state.newId(`StoreCreditAccount${input.kind}Transaction`),
        kind: input.kind,
        event: input.event ?? "ADJUSTMENT",
        amount,
        balanceAfter: sum(transactions.at(-1)?.balanceAfter ?? "0", amount),
        createdAt: timeOf(state),
      };
      transactions.push(transaction);
      return transaction;
    },
  };
}

function accountOf(state: State, owner: string, currency: string): StoreCreditAccount {
  const { storeCredit } = get(state.customers, owner);
  const known = storeCredit.find((account) => account.currency === currency);
  if (known) return known;
  const made = { id: state.newId("StoreCreditAccount"), owner, currency, transactions: [] };
  storeCredit.push(made);
  return made;
}
