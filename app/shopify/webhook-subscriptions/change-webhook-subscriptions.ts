import { ClientError, type GraphQLClient } from "graphql-request";
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
  call(): Promise<{ userErrors: { message: string }[] } | null>;
}

/** Carries the difference out, one call after the other. Throws when Shopify does not answer. */
export async function changeWebhookSubscriptions(
  client: GraphQLClient,
  uri: string,
  difference: Difference,
): Promise<ChangeReport> {
  const report: ChangeReport = { created: 0, updated: 0, deleted: 0, problems: [] };
  for (const step of steps(client, uri, difference)) {
    const message = await refusal(step);
    if (message === undefined) report[step.counts] += 1;
    else if (!HARMLESS.test(message)) report.problems.push({ topic: step.topic, message });
  }
  return report;
}

/** Deletes first: a name must be free before it is given again. */
function steps(client: GraphQLClient, uri: string, { create, update, remove }: Difference): Step[] {
  return [
    ...remove.map(
      ({ id, topic }): Step => ({
        topic,
        counts: "deleted",
        call: async () =>
          (await client.request(DeleteWebhookSubscriptionDocument, { id })).webhookSubscriptionDelete,
      }),
    ),
    ...update.map(
      ({ id, wanted: { topic, filter } }): Step => ({
        topic,
        counts: "updated",
        call: async () => {
          const variables = { id, input: { uri, filter } };
          return (await client.request(UpdateWebhookSubscriptionDocument, variables))
            .webhookSubscriptionUpdate;
        },
      }),
    ),
    ...create.map(
      ({ topic, name, filter }): Step => ({
        topic,
        counts: "created",
        call: async () => {
          const variables = {
            topic: topicEnum(topic) as WebhookSubscriptionTopic,
            input: { uri, name, filter },
          };
          return (await client.request(CreateWebhookSubscriptionDocument, variables))
            .webhookSubscriptionCreate;
        },
      }),
    ),
  ];
}

/** Somebody else was faster: what was to be made is there, what was to go is gone. */
const HARMLESS = /already been taken|does not exist/;

/** What Shopify has against the step; undefined when it did it. */
async function refusal({ call }: Step): Promise<string | undefined> {
  try {
    return joined((await call())?.userErrors ?? []);
  } catch (error) {
    const message = error instanceof ClientError && joined(error.response.errors ?? []);
    if (!message) throw error;
    return message;
  }
}

const joined = (errors: readonly { message: string }[]): string | undefined =>
  errors.map(({ message }) => message).join(" ") || undefined;
