// What enabled endpoints have chosen and cannot get as things are.
import type { Deps } from "../config/deps.ts";
import {
  type Chosen,
  chosenTopics,
  type RefusedWebhook,
  refusedWebhooks,
  sentInTopics,
} from "../queries/attention.ts";
import { loadStoredRules } from "../rules/load-rules.ts";
import { TOPICS } from "../topics/catalog.ts";
import { type TopicState, topicStates } from "./topic-states.ts";

/** Topics that one and the same thing keeps away. */
export type BlockedTopics =
  | { why: "needs_permission"; scope: string; topics: string[] }
  /** `rule`: place in the shop's rules */
  | { why: "needs_rule"; rule: string; topics: string[] }
  | { why: "only_flow_or_api"; topics: string[] }
  /** the shop's rules are not understood: nothing comes at all */
  | { why: "rules_unreadable"; topics: string[] }
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
  const [chosen, refused, states, { unreadable }] = await Promise.all([
    chosenTopics(deps, shopId),
    refusedWebhooks(deps, shopId),
    topicStates(deps, shopId),
    loadStoredRules(deps.pool, shopId),
  ]);
  const kept = keptAway(chosen.names, states);
  const came = kept.filter(({ state }) => state.last_received !== null).map(({ name }) => name);
  const sentIn = await sentInTopics(deps, shopId, came);
  const groups = groupBlocked(kept.filter(({ name }) => !sentIn.has(name)));
  return {
    blocked: [
      // No rule is missing then: there are some, which cannot be read.
      ...(unreadable === null ? groups : [UNREADABLE, ...groups.filter(({ why }) => why !== "needs_rule")]),
      ...groupRefused(chosen, refused),
    ],
    forms: chosen.names.includes("form/submitted"),
  };
}

const UNREADABLE: BlockedTopics = { why: "rules_unreadable", topics: [] };

interface KeptAway {
  name: string;
  state: TopicState;
}

/** A topic that only Flow or the API sends lacks nothing once it has come. */
function keptAway(names: string[], states: Record<string, TopicState>): KeptAway[] {
  return names.flatMap((name) => {
    const state = states[name];
    if (!state || state.status === "ready") return [];
    return state.status === "only_flow_or_api" && state.last_received !== null ? [] : [{ name, state }];
  });
}

function groupBlocked(blocked: KeptAway[]): BlockedTopics[] {
  const byCause = Map.groupBy(
    blocked,
    ({ state }) => `${state.status} ${state.missing_scope ?? state.missing_rule ?? ""}`,
  );
  return [...byCause.values()].map((group) => {
    const topics = group.map(({ name }) => name);
    return toBlocked(group[0]?.state, topics);
  });
}

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
