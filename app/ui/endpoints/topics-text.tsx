import { Tooltip } from "@shopify/polaris";
import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";

const NAMED = 2;

/** "order/created, order/paid and 3 more", with all names on hover and focus. */
export function TopicsText({ topics }: { topics: string[] }) {
  if (topics.includes(ALL_TOPICS)) return <>Every topic</>;
  if (topics.length <= NAMED) return <>{topics.join(", ")}</>;
  return (
    <Tooltip content={topics.join(", ")} width="wide" hasUnderline>
      <span>
        {topics.slice(0, NAMED).join(", ")} and {topics.length - NAMED} more
      </span>
    </Tooltip>
  );
}
