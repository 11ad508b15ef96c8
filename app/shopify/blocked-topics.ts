// What enabled endpoints have chosen and cannot get as things are.
import type { Deps } from "../config/deps.ts";
import { type Chosen, chosenTopics, type RefusedWebhook, refusedWebhooks } from "../queries/attention.ts";
import { TOPICS } from "../topics/catalog.ts";
import { type TopicState, topicStates } from "./topic-states.ts";

/** Topics that one and the same thing keeps away. */
export type BlockedTopics =
  | { why: "needs_permission"; scope: string; topics: string[] }
  /** `rule`: place in the shop's rules */
  | { why: "needs_rule"; rule: string; topics: string[] }
  | { why: "only_flow_or_api"; topics: string[] }
  /** by Shopify, whose topics these are */
  | { why: "refused"; topics: string[]; words: string | null };

export interface ChosenTopics {
  blocked: BlockedTopics[];
  /** whether somebody waits for the shop's forms */
  forms: boolean;
}

export async function findBlockedTopics(
  deps: Pick<Deps, "prisma" | "pool" | "shopify">,
  shopId: string,
): Promise<ChosenTopics> {
  const [chosen, refused, states] = await Promise.all([
    chosenTopics(deps, shopId),
    refusedWebhooks(deps, shopId),
    topicStates(deps, shopId),
  ]);
  return {
    blocked: [...groupBlocked(chosen.names, states), ...groupRefused(chosen, refused)],
    forms: chosen.names.includes("form/submitted"),
  };
}

function groupBlocked(names: string[], states: Record<string, TopicState>): BlockedTopics[] {
  const blocked = names.flatMap((name) => {
    const state = states[name];
    return state && isBlocked(state) ? [{ name, state }] : [];
  });
  const byCause = Map.groupBy(
    blocked,
    ({ state }) => `${state.status} ${state.missing_scope ?? state.missing_rule ?? ""}`,
  );
  return [...byCause.values()].map((group) => {
    const topics = group.map(({ name }) => name);
    return toBlocked(group[0]?.state, topics);
  });
}

/** A topic that has come all the same, from Flow or the API, lacks nothing. */
const isBlocked = ({ status, last_received }: TopicState): boolean =>
  status !== "ready" && last_received === null;

function toBlocked(state: TopicState | undefined, topics: string[]): BlockedTopics {
  if (state?.missing_scope) return { why: "needs_permission", scope: state.missing_scope, topics };
  if (state?.missing_rule) return { why: "needs_rule", rule: state.missing_rule, topics };
  return { why: "only_flow_or_api", topics };
}

/** Of what Shopify refused, what somebody waits for; one entry for each of Shopify's reasons. */
function groupRefused({ names, all }: Chosen, refused: RefusedWebhook[]): BlockedTopics[] {
  const wanted = TOPICS.filter(({ name }) => all || names.includes(name));
  const needed = new Set(
    wanted.flatMap(({ ways }) => ways.flatMap((way) => ("topics" in way ? way.topics : []))),
  );
  const byWords = Map.groupBy(
    refused.filter(({ topic }) => needed.has(topic)),
    ({ words }) => words,
  );
  return [...byWords].map(([words, rows]) => ({
    why: "refused",
    words,
    topics: rows.map(({ topic }) => topic),
  }));
}
