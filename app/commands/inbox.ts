import { mapAgain } from "../pipeline/inbox/map-again.ts";
import { countInbound } from "../queries/inbound.ts";
import { explainInbound } from "../rules/unmapped-reasons.ts";
import { type OperatorCommand, requireShop, shopOption } from "./command.ts";

/** What came in and became no event, counted. */
export const inboxSummary: OperatorCommand = {
  over: "database",
  summary: "Counts what came in and became no event, by reason.",
  options: shopOption,
  async run(deps, words) {
    const { id } = await requireShop(deps, words);
    const groups = (await countInbound(deps, id)).map(({ lastReceivedAt, ...group }) => ({
      ...group,
      explanation: explainInbound(group.status, group.reason),
      last_received_at: lastReceivedAt,
    }));
    const lines = groups.map(
      ({ count, topic, reason, explanation }) =>
        `${String(count).padStart(8)}  ${topic.padEnd(40)} ${explanation}${reason ? ` (${reason})` : ""}`,
    );
    return { json: groups, text: lines.join("\n") || "Everything that came in was mapped." };
  },
};

export const inboxMapAgain: OperatorCommand = {
  over: "database",
  summary: "Maps again what was left in the inbox.",
  options: {
    ...shopOption,
    reason: {
      value: "no_coupon_rule",
      says: "only what was left for this reason, as carillon inbox shows it",
    },
  },
  async run(deps, words) {
    const { id } = await requireShop(deps, words);
    const count = await mapAgain(deps, id, words.reason === undefined ? null : [words.reason]);
    const text =
      count === 0
        ? "There is nothing to map again: Carillon keeps what Shopify sent for seven days."
        : `${count} ${count === 1 ? "webhook is" : "webhooks are"} mapped again.`;
    return { json: { count }, text };
  },
};
