import type { GraphQLError } from "graphql";
import { type Answered, callWithinBudget, type Line } from "../ask/call-within-budget.ts";
import {
  CreateWebhookSubscriptionDocument,
  DeleteWebhookSubscriptionDocument,
  UpdateWebhookSubscriptionDocument,
  type WebhookSubscriptionTopic,
} from "../generated/operations.ts";
import { type Difference, topicEnum, topicOfEnum } from "./compare-webhook-subscriptions.ts";

export interface ChangeReport {
  created: number;
  updated: number;
  deleted: number;
  /** what Shopify refused, in its words */
  problems: { topic: string; message: string }[];
}

/** `gone`: topics that were to be changed, and that somebody deleted meanwhile. */
type Changes = ChangeReport & { gone: string[] };

interface Step {
  topic: string;
  counts: "created" | "updated" | "deleted";
  /** what Shopify has against it, one message each */
  call(): Promise<string[]>;
}

const GONE = /does not exist/;
/** Somebody else was faster: what was to be made is there, what was to go is gone. */
const HARMLESS = { created: /already been taken|already exists/, deleted: GONE, updated: GONE };

/** Carries the difference out, one call after the other. Throws Postponed when Shopify does not answer. */
export async function changeWebhookSubscriptions(
  line: Line,
  uri: string,
  difference: Difference,
): Promise<Changes> {
  const changes: Changes = { created: 0, updated: 0, deleted: 0, problems: [], gone: [] };
  for (const { topic, counts, call } of steps(line, uri, difference)) {
    const messages = await call();
    const refusals = messages.filter((message) => !HARMLESS[counts].test(message));
    if (messages.length === 0) changes[counts] += 1;
    else if (refusals.length > 0) changes.problems.push({ topic, message: refusals.join(" ").slice(0, 500) });
    else if (counts === "updated") changes.gone.push(topic);
  }
  return changes;
}

/** Deletes first: a name must be free before it is given again. */
function steps(line: Line, uri: string, { create, update, remove }: Difference): Step[] {
  return [
    ...remove.map(
      ({ id, topic }): Step => ({
        topic: topicOfEnum(topic),
        counts: "deleted",
        call: async () => {
          const answer = await callWithinBudget(line, DeleteWebhookSubscriptionDocument, { id });
          return refusals(answer, answer.data?.webhookSubscriptionDelete);
        },
      }),
    ),
    ...update.map(
      ({ id, wanted: { topic, filter } }): Step => ({
        topic,
        counts: "updated",
        call: async () => {
          const variables = { id, input: { uri, filter } };
          const answer = await callWithinBudget(line, UpdateWebhookSubscriptionDocument, variables);
          return refusals(answer, answer.data?.webhookSubscriptionUpdate);
        },
      }),
    ),
    ...create.map(
      ({ topic, name, filter }): Step => ({
        topic,
        counts: "created",
        call: async () => {
          const input = { uri, name, filter };
          const variables = { topic: topicEnum(topic) as WebhookSubscriptionTopic, input };
          const answer = await callWithinBudget(line, CreateWebhookSubscriptionDocument, variables);
          return refusals(answer, answer.data?.webhookSubscriptionCreate);
        },
      }),
    ),
  ];
}

interface Payload {
  userErrors: { message: string }[];
}

function refusals({ errors }: Answered<unknown>, payload: Payload | null | undefined): string[] {
  const messages = [...errors, ...(payload?.userErrors ?? [])].map(
    ({ message }: Pick<GraphQLError, "message">) => message,
  );
  return messages.length === 0 && !payload ? ["Shopify's answer could not be read."] : messages;
}
