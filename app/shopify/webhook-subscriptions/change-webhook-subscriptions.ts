import type { GraphQLError } from "graphql";
import { type Answered, callWithinBudget, type Line } from "../ask/call-within-budget.ts";
import {
  CreateWebhookSubscriptionDocument,
  DeleteWebhookSubscriptionDocument,
  UpdateWebhookSubscriptionDocument,
  type WebhookSubscriptionTopic,
} from "../generated/operations.ts";
import { type Difference, topicEnum } from "./compare-webhook-subscriptions.ts";

export interface ChangeReport {
  created: number;
  updated: number;
  deleted: number;
  /** what Shopify refused, in its words */
  problems: { topic: string; message: string }[];
}

interface Step {
  topic: string;
  counts: "created" | "updated" | "deleted";
  /** what Shopify has against it */
  call(): Promise<string | undefined>;
}

/** Carries the difference out, one call after the other. Throws Postponed when Shopify does not answer. */
export async function changeWebhookSubscriptions(
  line: Line,
  uri: string,
  difference: Difference,
): Promise<ChangeReport> {
  const report: ChangeReport = { created: 0, updated: 0, deleted: 0, problems: [] };
  for (const { topic, counts, call } of steps(line, uri, difference)) {
    const message = await call();
    if (message === undefined) report[counts] += 1;
    else if (!HARMLESS.test(message)) report.problems.push({ topic, message });
  }
  return report;
}

/** Deletes first: a name must be free before it is given again. */
function steps(line: Line, uri: string, { create, update, remove }: Difference): Step[] {
  return [
    ...remove.map(
      ({ id, topic }): Step => ({
        topic,
        counts: "deleted",
        call: async () => {
          const answer = await callWithinBudget(line, DeleteWebhookSubscriptionDocument, { id });
          return refusal(answer, answer.data?.webhookSubscriptionDelete);
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
          return refusal(answer, answer.data?.webhookSubscriptionUpdate);
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
          return refusal(answer, answer.data?.webhookSubscriptionCreate);
        },
      }),
    ),
  ];
}

/** Somebody else was faster: what was to be made is there, what was to go is gone. */
const HARMLESS = /already been taken|already exists|does not exist/;

interface Payload {
  userErrors: { message: string }[];
}

function refusal({ errors }: Answered<unknown>, payload: Payload | null | undefined): string | undefined {
  const messages = [...errors, ...(payload?.userErrors ?? [])].map(
    ({ message }: Pick<GraphQLError, "message">) => message,
  );
  if (messages.length === 0 && !payload) return "Shopify's answer could not be read.";
  return messages.join(" ").slice(0, 500) || undefined;
}
