// carillon/flow_contract: a workflow of Shopify Flow reports how a contract of another app is now. The first report of a
// contract is remembered and tells nothing. Reports may come in any order: one that is older than what is known, by the
// time that the workflow gave, tells nothing either; without such a time the order of their coming counts.
import type { Payload } from "../../../topics/parse-payload.ts";
import { completeData } from "../complete-data.ts";
import type { EventDraft, MapInput, MapOutput, Mapper } from "../draft.ts";
import { hopsOf, runOf, stillToAsk, withAnswers, withHops } from "../flow/run.ts";
import { objectOf, textOf } from "../read-payload.ts";
import { hasTwin, kindOf, topicsOf } from "./contract-kind.ts";
import { type ContractState, contractState } from "./contract-state.ts";
import { isNormalStep, ONE_ACTION_MS } from "./date-story.ts";
import { diffContracts, type FamilyChange } from "./diff.ts";
import { areClose, type ContractStatus } from "./history.ts";
import { finish, tellUpdate } from "./outcome.ts";
import type { ReportedLine } from "./pair-lines.ts";
import { isMembership, type KnownReport, type Report, toSnapshots, withReport } from "./report.ts";
import { tell } from "./tell.ts";

/** What a change to a status is called. Whether a contract was ever active before, its reports do not show. */
const EVENT_OF: Record<ContractStatus, string> = {
  active: "reactivated",
  paused: "paused",
  cancelled: "cancelled",
  expired: "expired",
  failed: "failed",
};

export const flowContractMapper: Mapper = {
  part: "contract",
  makes: [...Object.values(EVENT_OF), "updated", "next_order_date_changed"].flatMap(topicsOf),
  resource: ({ contract }) => textOf(contract) ?? undefined,
  customer: ({ customer }) => textOf(customer),
  asks: (payload) => {
    const customer = textOf(payload.customer);
    return customer === null ? {} : stillToAsk(payload, { customer });
  },
  map: (input) => mapReport(withAnswers(input)),
};

function mapReport(input: MapInput): MapOutput {
  const state = contractState(input.state);
  const { report, at } = readReport(input);
  const known = state.reported;
  if (isOurs(state) || (known && Date.parse(at) < Date.parse(known.at))) return finish(input, state, []);
  const reported = withReport(known, report, at);
  const kind = kindOfReport(reported, input) ?? state.kind;
  if (!known) return finish(input, { ...state, kind, reported }, []);
  const next = { ...state, kind, reported, version: state.version + 1 };
  const drafts = tellChanges(input, next, known, reported);
  return finish(input, drafts.length > 0 ? next : { ...next, version: state.version }, drafts);
}

/** Of our own contracts Shopify's webhooks tell everything: one that left any trace is enough. */
const isOurs = ({ snapshot, history, movers, step, held, activations }: ContractState): boolean =>
  [snapshot, history.created, step, held].some((trace) => trace !== null) ||
  [history.known, movers, activations].some((traces) => traces.length > 0);

function readReport({ payload, triggeredAt }: MapInput): { report: Report; at: string } {
  const report = (objectOf(payload.report) ?? {}) as Report;
  return { report, at: textOf(payload.reported_at) ?? triggeredAt.toISOString() };
}

function kindOfReport({ lines }: KnownReport, { rules }: MapInput): ContractState["kind"] | undefined {
  const ruled = lines?.map(({ product }) => ({ product, productTags: [], sellingPlanGroups: [] }));
  return ruled && kindOf(ruled, rules);
}

function tellChanges(
  input: MapInput,
  state: ContractState,
  known: KnownReport,
  reported: KnownReport,
): EventDraft[] {
  const { before, after } = toSnapshots(known, reported, input.rules);
  const at = new Date(reported.at);
  const isOther = known.status !== undefined && known.status !== reported.status;
  const event = isOther && reported.status ? EVENT_OF[reported.status] : undefined;
  // What a change of the status or a payment does to the date is a part of that.
  const isOwnMove = !areClose(reported.statusAt, at, ONE_ACTION_MS) && !isNormalStep(before, after, at);
  const changes = diffContracts(before, after)
    .filter(({ reason }) => reason !== "next_order_date_changed" || isOwnMove)
    .map(withLineId);
  const telling = { ...state, snapshot: after };
  const identity = `flow|${runOf(input.payload)}`;
  const status = event ? tell(input, telling, { event, identity, triggeredAt: at }) : [];
  const drafts = [...status, ...tellUpdate(input, telling, changes, at)];
  return withHops(drafts, hopsOf(input.payload)).map((draft) => showReport(draft, reported, input));
}

/** A line that goes by something else has no id to show. */
const withLineId = (change: FamilyChange): FamilyChange =>
  change.line_id?.startsWith("gid://shopify/SubscriptionLine/") ? change : { ...change, line_id: null };

/** Puts into the event what the reports say of the contract, and takes it out of what is unavailable. */
function showReport(draft: EventDraft, reported: KnownReport, { rules }: MapInput): EventDraft {
  const [family = "", event = ""] = draft.topic.split("/");
  const lines = reported.lines?.filter(
    (line) => !hasTwin(event) || isMembership(line, rules) === (family === "membership"),
  );
  const { status = null, next_order_date = null } = reported;
  const contract = {
    ...objectOf(draft.data.contract),
    ...{ status, next_order_date, lines: lines?.map(lineData) ?? null },
  };
  const others = Object.entries(objectOf(draft.data.unavailable) ?? {}).filter(
    ([path]) => !isOfContract(path),
  );
  const unknown = Object.entries(contract).flatMap(([field, value]) =>
    value === null ? [[`contract.${field}`, "unknown"]] : [],
  );
  const unavailable = Object.fromEntries([...others, ...unknown]);
  const completion = completeData(draft.topic, { ...draft.data, contract, origin: "flow", unavailable });
  if (completion.kind === "wrong") throw new Error(`what was reported does not fit ${draft.topic}`);
  return { ...draft, data: completion.data };
}

const isOfContract = (path: string): boolean => path.startsWith("contract.");

/** What nobody said is left out, and so becomes null and is listed as unknown. */
function lineData({ id, product, variant, title, quantity, price }: ReportedLine): Payload {
  const line = { id, product_id: product, variant_id: variant, title, quantity, price };
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== null));
}
