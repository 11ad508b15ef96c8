// The words of the catalogue. Client-safe.
import type { PresetField } from "../../rules/presets.ts";
import type { Category } from "../categories.ts";

type Letter = "A" | "B" | "C" | "D";

/**
 * A exact Shopify topic · B by comparing states or asking Shopify · C the merchant's rule · D from another app. Two of
 * them where a topic has two sources.
 */
export type Grade = Letter | `${Letter} / ${Letter}`;

/** What a merchant may have to set first, by its place in the shop's rules (app/rules/rules-schema.ts). */
export type RuleName =
  | "membership"
  | "subscription_source"
  | "gift"
  | "coupons"
  | "loyalty.rule_types"
  | "loyalty.tier_types"
  | "loyalty.tiers.segment"
  | "loyalty.tiers.tag";

interface Conditions {
  /** access scopes, besides those that the Shopify topics themselves need */
  scopes?: readonly string[];
  /** all of them have to be set */
  rules?: readonly RuleName[];
  /** what one of the chosen presets, or a metafield that the rules name, has to tell */
  reads?: PresetField["reads"];
}

/** One way in which an event of a topic can come about. */
export type Way = Conditions &
  (
    | {
        /** events: Shopify's next-generation Events */
        kind: "webhook" | "events";
        /** Shopify's, each of which needs the same scope */
        topics: readonly string[];
      }
    /**
     * schedule: Carillon looks by itself · form: the shop's forms through App Proxy · api: POST /events · carillon: about
     * Carillon's own work
     */
    | { kind: "schedule" | "form" | "api" | "carillon" }
  );

export interface Topic {
  name: string;
  category: Category;
  /** one sentence: when it fires */
  description: string;
  /** where it comes from, in words: Shopify's topic first, where there is one */
  source: string;
  grade: Grade;
  /** the best one first */
  ways: readonly Way[];
}

/** Whoever knows of an event may send it in. */
const SENT_IN: readonly Way[] = [{ kind: "api" }];

/** A row of the catalogue. Only Carillon itself makes events about endpoints. */
export function topic<const Name extends `${Category}/${string}`>(
  name: Name,
  { ways, ...words }: Pick<Topic, "grade" | "description" | "source" | "ways">,
): Topic & { name: Name } {
  const category = name.slice(0, name.indexOf("/")) as Category;
  return { name, category, ...words, ways: category === "endpoint" ? ways : [...ways, ...SENT_IN] };
}

export const webhook = (topics: readonly string[], conditions: Conditions = {}): Way => ({
  kind: "webhook",
  topics,
  ...conditions,
});

/** A row whose topic is one of Shopify's, word for word. */
export const exact = <const Name extends `${Category}/${string}`>(
  name: Name,
  shopifyTopic: string,
  description: string,
) => topic(name, { grade: "A", description, source: shopifyTopic, ways: [webhook([shopifyTopic])] });
