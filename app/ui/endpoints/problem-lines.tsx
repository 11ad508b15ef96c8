import { useTranslation } from "react-i18next";
import type { UrlProblem } from "../../endpoints/endpoint-forms.ts";
import { useProblem } from "../texts/use-problem.ts";
import { shortUrl } from "./short-url.ts";

/** What is wrong with each of several URLs; with a single one, its name is left out. */
export function ProblemLines({
  problems,
  named = problems.length > 1,
}: {
  problems: UrlProblem[];
  named?: boolean;
}) {
  const { t } = useTranslation();
  const translate = useProblem();
  return (
    <>
      {problems.map(({ url, problem }) => (
        <span key={url} className="problem-line">
          {named ? t("pair", { of: shortUrl(url), what: translate(problem) }) : translate(problem)}
        </span>
      ))}
    </>
  );
}
