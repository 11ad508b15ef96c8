// subscription_contracts/update and subscription_billing_cycle_edits/*: something of the contract is different.

import type { Payload } from "../../../topics/parse-payload.ts";
import type { MapInput, MapOutput, Mapper } from "../draft.ts";
import { takeActivations } from "./activation.ts";
import { contractOfBilling } from "./billing.ts";
import { topicsOf } from "./contract-kind.ts";
import { contractState } from "./contract-state.ts";
import { takeUpdate } from "./date-story.ts";
import { revisionOf, toStatus, withStatus } from "./history.ts";
import { withoutLearned } from "./learned.ts";
import { contractOf, contractOwner, tellActivations } from "./lifecycle.ts";
import { answeredSnapshot, shownSnapshot, withKind } from "./look.ts";
import { finish, tellUpdate } from "./outcome.ts";

const MAKES = ["updated", "next_order_date_changed", "activated", "reactivated", "upcoming_order"].flatMap(
  topicsOf,
);

export const contractUpdateMapper: Mapper = {
  part: "contract",
  makes: MAKES,
  resource: contractOf,
  customer: contractOwner,
  asks: (payload) => ({ contract: contractOf(payload) ?? "" }),
  map: mapUpdate,
};

/** Its payload says which cycle was edited and not how: Shopify has to be asked for the contract. */
export const cycleEditMapper: Mapper = {
  part: "contract",
  makes: MAKES,
  resource: contractOfBilling,
  customer: () => null,
  asks: (payload: Payload) => ({ contract: contractOfBilling(payload) ?? "" }),
  map: mapCycleEdit,
};

function mapUpdate(input: MapInput): MapOutput {
  const { payload, triggeredAt, now } = input;
  const revision = revisionOf(payload, triggeredAt);
  const known = withKind(withoutLearned(contractState(input.state), revision), input);
  const status = toStatus(payload.status);
  const isKnown = known.history.known.some((entry) => entry.revision === revision);
  const history =
    status && !isKnown ? withStatus(known.history, { status, revision, untold: true }, null) : known.history;
  const seen = { ...known, history };
  const { state, changes } = takeUpdate(seen, shownSnapshot(input, seen), triggeredAt, now);
  const clear = takeActivations(state);
  return finish(input, clear.state, [
    ...tellUpdate(input, clear.state, changes),
    ...tellActivations(input, clear.state, clear.taken),
  ]);
}

function mapCycleEdit(input: MapInput): MapOutput {
  const known = withKind(contractState(input.state), input);
  const shown = answeredSnapshot(input);
  if (!shown) return finish(input, known, []);
  const { state, changes } = takeUpdate(known, shown, input.triggeredAt, input.now);
  return finish(input, state, tellUpdate(input, state, changes));
}
