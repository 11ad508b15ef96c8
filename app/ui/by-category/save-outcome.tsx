import { Banner, BlockStack, List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { UrlProblem } from "../../endpoints/endpoint-forms.ts";
import { ProblemLines } from "../endpoints/problem-lines.tsx";
import { shortUrl } from "../endpoints/short-url.ts";
import { SaveProblem } from "../forms/save-problem.tsx";

interface SaveOutcomeProps {
  unavailable: boolean;
  limit: number | undefined;
  /** why URLs could not be saved */
  problems: UrlProblem[];
  /** URLs that were endpoints already, without the page knowing */
  existed: string[];
}

/** Why the last save was not done, or what it could not show. */
export function SaveOutcome({ unavailable, limit, problems, existed }: SaveOutcomeProps) {
  const { t } = useTranslation("byCategory");
  return (
    <>
      <SaveProblem
        unavailable={unavailable}
        problem={limit === undefined ? undefined : t("limit", { count: limit })}
      />
      {problems.length > 0 ? (
        <Banner tone="critical" title={t("refused")}>
          <p className="wrap-anywhere">
            <ProblemLines problems={problems} named />
          </p>
        </Banner>
      ) : null}
      {existed.length > 0 ? <Existed urls={existed} /> : null}
    </>
  );
}

function Existed({ urls }: { urls: string[] }) {
  const { t } = useTranslation("byCategory");
  return (
    <Banner tone="warning" title={t("existed.title", { count: urls.length })}>
      <BlockStack gap="200">
        <p>{t("existed.text")}</p>
        <List>
          {urls.map((url) => (
            <List.Item key={url}>
              <span className="wrap-anywhere">{shortUrl(url)}</span>
            </List.Item>
          ))}
        </List>
      </BlockStack>
    </Banner>
  );
}
