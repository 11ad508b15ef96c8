// How a topic's events come about in a shop, and what each of the ways still needs.
import type { Rules } from "../rules/rules-schema.ts";
import type { Topic, Way } from "../topics/catalog/topic.ts";
import { type Availability, availabilityOf } from "./topic-availability.ts";

export interface WayView extends Pick<Availability, "missing_scope" | "missing_rule"> {
  kind: Exclude<Way["kind"], "api">;
  /** Shopify's */
  topics: readonly string[];
  /** what it reads of another app, where it reads something */
  reads: Way["reads"] | null;
}

/** In the catalogue's order; sending in is none of them. `granted`: access scopes. */
export const waysOf = ({ ways }: Pick<Topic, "ways">, granted: string[], rules: Rules): WayView[] =>
  ways.flatMap((way) => {
    if (way.kind === "api") return [];
    const { missing_scope, missing_rule } = availabilityOf({ ways: [way] }, granted, rules);
    return {
      kind: way.kind,
      topics: "topics" in way ? way.topics : [],
      reads: way.reads ?? null,
      missing_scope,
      missing_rule,
    };
  });
