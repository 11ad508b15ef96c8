// The app's own contracts and their billing attempts. What their thin webhooks carry stands in Shopify's list; the rest
// is asked as for a webhook, when it is mapped.
import type pg from "pg";
import { CONTRACT_PART } from "../pipeline/mapping/contracts/contract-state.ts";
import type { BillingAttempt, ChangedContract } from "../shopify/reconcile/list-contracts.ts";
import { idOf } from "../shopify/reconcile/rest-form.ts";
import { findMissingTransitions, type Transition } from "./find-missing-transitions.ts";
import { loadParts } from "./load-parts.ts";
import type { Missed } from "./put-into-inbox.ts";
import { isWithin, type Search } from "./window.ts";

export async function compareContracts(
  pool: pg.Pool,
  search: Search,
  contracts: ChangedContract[],
): Promise<Missed[]> {
  const ids = contracts.map(({ id }) => id);
  const states = await loadParts(pool, search.shopId, ids, CONTRACT_PART);
  return contracts.flatMap((contract) =>
    findMissingTransitions(contract, states.get(contract.id) ?? null, search)
      .map((transition) => contractMissed(contract, transition))
      .filter(({ topic }) => search.isChosen(topic)),
  );
}

function contractMissed(contract: ChangedContract, { action, revision }: Transition): Missed {
  const { id, customer, currency, status } = contract;
  const payload = {
    ...{ admin_graphql_api_id: id, id: idOf(id), status: status.toLowerCase(), revision_id: revision },
    ...{ admin_graphql_api_customer_id: customer, customer_id: idOf(customer), currency_code: currency },
  };
  const at = new Date(action === "create" ? contract.createdAt : contract.updatedAt);
  return { topic: `subscription_contracts/${action}`, resource: id, at, payload };
}

/** An attempt ends once: its event's key says whether its end was told. */
export async function compareAttempts(
  pool: pg.Pool,
  search: Search,
  attempts: BillingAttempt[],
): Promise<Missed[]> {
  const ended = attempts.filter(
    ({ end, updatedAt }) =>
      end !== null && isWithin(updatedAt, search) && search.isChosen(`subscription_billing_attempts/${end}`),
  );
  const { rows } = await pool.query<{ key: string }>(
    "select key from event_key where shop_id = $1 and key = any($2)",
    [search.shopId, ended.map(keyOf)],
  );
  const told = new Set(rows.map(({ key }) => key));
  return ended.filter((attempt) => !told.has(keyOf(attempt))).map(attemptMissed);
}

/** As app/pipeline/mapping/contracts/tell.ts makes it. */
const keyOf = ({ id, contract, end }: BillingAttempt): string => `contract/billing_${end}|${contract}|${id}`;

function attemptMissed(attempt: BillingAttempt): Missed {
  const { id, contract, end, order, idempotencyKey, errorCode, errorMessage, updatedAt } = attempt;
  const payload = {
    ...{ admin_graphql_api_id: id, id: idOf(id), idempotency_key: idempotencyKey },
    ...{ admin_graphql_api_order_id: order, order_id: idOf(order) },
    admin_graphql_api_subscription_contract_id: contract,
    subscription_contract_id: idOf(contract),
    ...{ error_code: errorCode, error_message: errorMessage },
  };
  return { topic: `subscription_billing_attempts/${end}`, resource: id, at: new Date(updatedAt), payload };
}
