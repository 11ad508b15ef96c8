import { Tooltip } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";
import { ordered } from "./topic-selection.ts";

/** "5 topics", with their names on hover and focus; "*" reads "Every topic". */
export function TopicsText({ topics }: { topics: string[] }) {
  const { t } = useTranslation("endpoints");
  const names = ordered(topics);
  const [only] = names;
  if (names.length === 1 && only) return <>{only === ALL_TOPICS ? t("topics.every") : only}</>;
  const all = names.includes(ALL_TOPICS);
  const others = names.filter((name) => name !== ALL_TOPICS);
  return (
    <Tooltip content={others.join(", ")} width="wide" hasUnderline>
      <span>
        {all ? t("topics.everyAnd", { count: others.length }) : t("topics.count", { count: others.length })}
      </span>
    </Tooltip>
  );
}
