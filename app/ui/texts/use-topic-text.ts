import { useTranslation } from "react-i18next";
import type { Topic } from "../../topics/catalog/topic.ts";

type TopicText = Pick<Topic, "description" | "source">;

/** What a topic is, in the visitor's language. The catalogue itself is English, as the API and the documents are. */
export function useTopicText(): (topic: TopicText & { name: string }) => TopicText {
  const { i18n } = useTranslation();
  const known: Record<string, TopicText> = i18n.getResourceBundle(i18n.language, "topicTexts") ?? {};
  return ({ name, description, source }) => known[name] ?? { description, source };
}
