import { useTranslation } from "react-i18next";
import type { Topic } from "../../topics/catalog/topic.ts";
import { gradesOf } from "./grades.ts";

/** How sure a topic's events are, in a few words. */
export function GradeText({ topic }: { topic: Pick<Topic, "grade" | "ways"> }) {
  const { t } = useTranslation("topics");
  const words = gradesOf(topic).map((grade) => t(`grade.${grade}.label`));
  return words.length > 1 ? t("grade.two", { first: words[0], second: words[1] }) : words[0];
}
