import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useDiagnose } from "./use-diagnose.ts";
import { isWithheld } from "./withheld-banner.tsx";

interface LastResponse {
  lastStatusCode: number | null;
  lastReason: string | null;
}

/** What came back last: a status code, or why there is none. */
export function ResponseText({ lastStatusCode, lastReason }: LastResponse) {
  const { t } = useTranslation("deliveries");
  const diagnose = useDiagnose();
  if (isWithheld(lastReason)) return <Subdued text={t("response.withheld")} />;
  const failure = diagnose({ reason: lastReason, statusCode: lastStatusCode });
  if (failure) {
    const { short } = failure;
    // Flow refuses with status 200, which would only confuse.
    const code = lastReason === "flow_refused" ? null : lastStatusCode;
    return (
      <Text as="span" tone="critical">
        {code !== null && short !== `${code}` ? t("response.withCode", { short, code }) : short}
      </Text>
    );
  }
  return lastStatusCode === null ? (
    <Subdued text={t("response.none")} />
  ) : (
    <Text as="span">{lastStatusCode}</Text>
  );
}

const Subdued = ({ text }: { text: string }) => (
  <Text as="span" tone="subdued">
    {text}
  </Text>
);
