import { mapAgain } from "../pipeline/inbox/map-again.ts";
import { countInbound } from "../queries/inbound.ts";
import { explainInbound } from "../rules/unmapped-reasons.ts";
import { type Command, requireShop } from "./command.ts";

/** What came in and became no event, counted. */
export const inboxSummary: Command = {
  options: "--shop example.myshopify.com",
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

export const inboxMapAgain: Command = {
  options: "--shop example.myshopify.com [--reason no_coupon_rule]",
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
