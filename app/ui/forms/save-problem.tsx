import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useProblem } from "../texts/use-problem.ts";
import { SeenBanner } from "./seen-banner.tsx";

interface SaveProblemProps {
  unavailable: boolean;
  /** of the whole form; those of a field stand beside it */
  problem: string | undefined;
}

/** Why a form was not saved. */
export function SaveProblem({ unavailable, problem }: SaveProblemProps) {
  const { t } = useTranslation();
  const translate = useProblem();
  if (unavailable) {
    return (
      <SeenBanner tone="critical" title={t("form.notReached")}>
        <p>{t("form.saveAgain")}</p>
      </SeenBanner>
    );
  }
  return problem ? <Banner tone="critical" title={translate(problem)} /> : null;
}
