import type { StoreCreditAccount } from "../../pipeline/mapping/questions.ts";
import { StoreCreditDocument, type StoreCreditQuery } from "../generated/operations.ts";
import { moneyOf } from "./money.ts";
import type { Talk } from "./talk.ts";

type Account = NonNullable<StoreCreditQuery["customer"]>["storeCreditAccounts"]["nodes"][number];
type Transaction = Account["transactions"]["nodes"][number];

const TYPES = {
  StoreCreditAccountCreditTransaction: "credit",
  StoreCreditAccountDebitTransaction: "debit",
  StoreCreditAccountDebitRevertTransaction: "debit_revert",
  StoreCreditAccountExpirationTransaction: "expiration",
} as const;

/** null: there is no such customer. */
export async function askStoreCredit(talk: Talk, customer: string): Promise<StoreCreditAccount[] | null> {
  const { customer: holder } = await talk.send(StoreCreditDocument, { id: customer });
  return holder?.storeCreditAccounts.nodes.map(readAccount) ?? null;
}

const readAccount = ({ id, balance, transactions }: Account): StoreCreditAccount => ({
  id,
  balance: moneyOf(balance),
  transactions: transactions.nodes.map(readTransaction),
});

function readTransaction(transaction: Transaction): StoreCreditAccount["transactions"][number] {
  const type = TYPES[transaction.__typename];
  return {
    id: "id" in transaction ? transaction.id : null,
    type,
    createdAt: transaction.createdAt,
    event: transaction.event,
    amount: { ...moneyOf(transaction.amount), amount: signed(type, transaction.amount.amount) },
    balanceAfter: moneyOf(transaction.balanceAfterTransaction),
  };
}

/** Shopify does not say whether a debit's amount has a sign. */
function signed(type: string, amount: string): string {
  const size = amount.replace(/^-/, "");
  const leaves = type === "debit" || type === "expiration";
  return leaves && Number(size) !== 0 ? `-${size}` : size;
}
