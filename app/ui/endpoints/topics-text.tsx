import { Tooltip } from "@shopify/polaris";
import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";
import { ordered } from "./topic-selection.ts";

const NAMED = 2;

/** "order/created, order/paid and 3 more", with all names on hover and focus; "*" reads "Every topic". */
export function TopicsText({ topics }: { topics: string[] }) {
  const names = ordered(topics).map((name) => (name === ALL_TOPICS ? "Every topic" : name));
  if (names.length <= NAMED) return <>{names.join(", ")}</>;
  return (
    <Tooltip content={names.join(", ")} width="wide" hasUnderline>
      <span>
        {names.slice(0, NAMED).join(", ")} and {names.length - NAMED} more
      </span>
    </Tooltip>
  );
}
