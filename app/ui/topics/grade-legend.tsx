import { Card } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { Disclosure } from "../json/disclosure.tsx";
import { GRADES } from "./grades.ts";

/** What the words about a topic's source mean, one sentence each. */
export function GradeLegend() {
  const { t } = useTranslation("topics");
  return (
    <Card>
      <Disclosure title={t("grade.legend")}>
        <FactList>
          {GRADES.map((grade) => (
            <Fact key={grade} label={t(`grade.${grade}.label`)}>
              {t(`grade.${grade}.meaning`)}
            </Fact>
          ))}
        </FactList>
      </Disclosure>
    </Card>
  );
}
