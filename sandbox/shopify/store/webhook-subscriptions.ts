// Shop-specific webhook subscriptions, refused for the reasons and in the words of the original.
import { GraphQLError } from "graphql";
import { type Args, connection } from "./connection.ts";
import type { WebhookSubscription } from "./records.ts";
import { type State, timeOf } from "./state.ts";
import { isValidFilter, namesType } from "./webhook-filter.ts";

interface UserError {
  field: string[];
  message: string;
}

type Input = Partial<
  Pick<WebhookSubscription, "uri" | "filter" | "name" | "includeFields" | "metafieldNamespaces">
>;

const INPUT = ["uri", "filter", "name", "includeFields", "metafieldNamespaces"];
const MAX_BYTES = 65_535;
/** Shopify would refuse it too, but the sandbox's app has no other address. */
const SANDBOXED_APP = /^http:\/\/127\.0\.0\.1[:/]/;

export function webhookSubscriptionsAnswer(state: State, { topics, uri, ...args }: Args) {
  const chosen = [...state.webhookSubscriptions.values()].filter(
    (one) => (!topics || (topics as string[]).includes(one.topic)) && (!uri || one.uri === uri),
  );
  return connection(chosen.map(answer), args, ["sortKey"]);
}

export function createWebhookSubscription(state: State, args: Args) {
  const { name = null, filter = null, ...input } = readInput(args);
  const now = timeOf(state);
  const made: WebhookSubscription = {
    ...{ id: state.newId("WebhookSubscription"), topic: String(args.topic), createdAt: now, updatedAt: now },
    ...{ uri: "", includeFields: [], metafieldNamespaces: [], ...input, name, filter },
  };
  return save(state, made);
}

export function updateWebhookSubscription(state: State, args: Args) {
  const known = state.webhookSubscriptions.get(String(args.id));
  if (!known) return { webhookSubscription: null, userErrors: [UNKNOWN] };
  return save(state, { ...known, ...readInput(args), updatedAt: timeOf(state) });
}

export function deleteWebhookSubscription(state: State, { id }: Args) {
  const deleted = state.webhookSubscriptions.delete(String(id));
  return { deletedWebhookSubscriptionId: deleted ? id : null, userErrors: deleted ? [] : [UNKNOWN] };
}

function save(state: State, wanted: WebhookSubscription) {
  const error = problem(state, wanted);
  if (error) return { webhookSubscription: null, userErrors: [error] };
  state.webhookSubscriptions.set(wanted.id, wanted);
  return { webhookSubscription: answer(wanted), userErrors: [] };
}

const UNKNOWN: UserError = { field: ["id"], message: "Webhook subscription does not exist" };

function problem(state: State, wanted: WebhookSubscription): UserError | undefined {
  const others = [...state.webhookSubscriptions.values()].filter(({ id }) => id !== wanted.id);
  const address = addressProblem(wanted, others);
  if (address) return { field: ["webhookSubscription", "callbackUrl"], message: address };
  const filter = filterProblem(wanted);
  if (filter) return { field: ["webhookSubscription"], message: filter };
  const name = nameProblem(wanted, others);
  return name ? { field: ["webhookSubscription", "name"], message: name } : undefined;
}

function addressProblem(
  { topic, uri, filter }: WebhookSubscription,
  others: WebhookSubscription[],
): string | undefined {
  if (uri === "") return "Address can't be blank";
  if (/^http:/.test(uri) && !SANDBOXED_APP.test(uri)) return "Address protocol http:// is not supported";
  if (/^https:\/\/([^/]*\.)?(myshopify|shopify)\.com(\/|$)/.test(uri)) {
    return "Address cannot be a Shopify or an internal domain";
  }
  if (Buffer.byteLength(uri) > MAX_BYTES) return "Address is too big (maximum is 64 KB)";
  const isTaken = others.some(
    (other) => other.topic === topic && other.uri === uri && other.filter === filter,
  );
  return isTaken ? "Address for this topic has already been taken" : undefined;
}

function filterProblem({ topic, filter }: WebhookSubscription): string | undefined {
  if (filter && Buffer.byteLength(filter) > MAX_BYTES) {
    return "The specified filter exceeds the maximum allowed size.";
  }
  const isInvalid = filter ? !isValidFilter(filter) : false;
  const lacksType = topic.startsWith("METAOBJECTS_") && !namesType(filter ?? "");
  return isInvalid || lacksType
    ? "The specified filter is invalid, please ensure you specify the field(s) you wish to filter on."
    : undefined;
}

function nameProblem({ name }: WebhookSubscription, others: WebhookSubscription[]): string | undefined {
  if (name === null) return undefined;
  if (!/^[\w-]+$/.test(name)) {
    return "Name name field can only contain alphanumeric characters, underscores, and hyphens";
  }
  const isTaken = others.some((other) => other.name?.toLowerCase() === name.toLowerCase());
  return isTaken ? "Name already exists, no duplicate allowed" : undefined;
}

/** Shopify trims the address. */
function readInput(args: Args): Input {
  const given = args.webhookSubscription as Record<string, unknown>;
  const unknown = Object.keys(given).find((name) => !INPUT.includes(name));
  if (unknown) throw new GraphQLError(`The sandbox does not know ${unknown} of a webhook subscription.`);
  const input = given as Input;
  return input.uri === undefined ? input : { ...input, uri: input.uri.trim() };
}

const answer = (one: WebhookSubscription) => ({
  __typename: "WebhookSubscription",
  ...one,
  format: "JSON",
  apiVersion: { handle: "2026-10" },
});
