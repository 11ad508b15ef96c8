// The words of the mapping stage.
import type { Rules } from "../../rules/rules-schema.ts";
import type { Payload } from "../../topics/parse-payload.ts";
import type { Answers, Questions } from "./questions.ts";

/** An event that is not yet numbered, matched or stored. */
export interface EventDraft {
  /** given when it was promised to whoever sent the event in; else it gets one */
  id?: string;
  topic: string;
  /** Names what happened, never how we heard of it: the same key is the same event. Unique within a shop. */
  key: string;
  /** gid of what it is about */
  resource: string | null;
  /** gid, so that erasing a customer scans no payloads */
  customer: string | null;
  triggeredAt: Date;
  environment: "live" | "test";
  data: Record<string, unknown>;
  /** how often it came through Shopify Flow's action, this coming included; it did not where there is none */
  flowHops?: number;
}

/** A webhook that Carillon sends to its own inbox: something is to be looked at again. */
export interface FollowUp {
  /** begins with carillon/ */
  topic: string;
  payload: Payload;
  /** Names the occasion: the same key is taken in once. */
  key: string;
}

/** What a mapper is told in any case. */
interface Context {
  /** gid of what it is about */
  resource: string;
  /** what this part of the resource's state was last time; null at first sight */
  state: unknown;
  /** gid of the customer that the resource belongs to, as far as it is known */
  owner: string | null;
  rules: Rules;
  now: Date;
}

export interface MapInput extends Context {
  /** Shopify's, e.g. orders/create */
  topic: string;
  payload: Payload;
  /** when Shopify says that it happened */
  triggeredAt: Date;
  answers: Answers;
  /** the last payload seen of the resource, for deletions; null when it was not kept */
  last: Payload | null;
  /** No webhook told it: reconciliation found it, and made the payload of what the Admin API says of the resource. */
  found?: true;
}

/** A part's `dueAt` has come. */
export type SettleInput = Context;

export interface MapOutput {
  drafts: EventDraft[];
  state: unknown;
  /** when the part wants to be settled; replaces what it wanted before, and nothing means never */
  dueAt?: Date | undefined;
  followUps?: FollowUp[];
  /** The payload is the newest of its resource: it is kept if somebody chose one of these topics, which may want it. */
  keepFor?: string[];
  /** Shopify made one customer of two */
  merge?: { lost: string; kept: string };
}

/** What becomes of one webhook topic in one respect. Mappers with the same part share the state of a resource. */
export interface Mapper {
  /** names its share of the resource's state */
  part: string;
  /** topics that may come of it; nothing is asked for when nobody chose any of them */
  makes: readonly string[];
  /** gid of what the webhook is about; undefined when the payload does not say */
  resource(payload: Payload): string | undefined;
  /** gid of the customer whose data the payload holds */
  customer(payload: Payload): string | null;
  /** why the shop's rules leave this webhook out, as a word like no_coupon_rule */
  leavesOut?(payload: Payload, rules: Rules): string | undefined;
  asks?(payload: Payload, rules: Rules): Questions;
  /** other resources whose state it changes */
  alsoLocks?(payload: Payload): string[];
  /** whether `last` is wanted */
  usesLast?: true;
  /** What is remembered while nobody has chosen any of its topics: without it, the same as otherwise. */
  unchosen?(output: MapOutput): MapOutput;
  map(input: MapInput): MapOutput;
}

/** Settles the parts of a state whose time has come. */
export type Settler = (input: SettleInput) => MapOutput;
