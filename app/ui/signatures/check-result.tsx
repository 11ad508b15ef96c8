import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SignatureReport, StyleVerdict } from "../../signing/check-signature.ts";
import { useVerdictText } from "./use-verdict-text.tsx";

/** As the libraries of Standard Webhooks allow, in seconds. */
const TOLERANCE = 300;

/** What a check came to: in one line, and for each of the two signatures. */
export function CheckResult({ report }: { report: SignatureReport }) {
  const { t } = useTranslation("signatures");
  const { standard, plain, age } = report;
  const nothing = standard.kind === "absent" && plain.kind === "absent";
  if (nothing) {
    return (
      <Banner tone="critical" title={t("result.noHeaders")}>
        <p>{t("result.noHeadersWhy")}</p>
      </Banner>
    );
  }
  const given = [standard, plain].filter(({ kind }) => kind !== "absent");
  const valid = given.filter(({ kind }) => kind === "valid").length;
  const stale = standard.kind === "valid" && age !== null && Math.abs(age) > TOLERANCE;
  const tone = valid === 0 ? "critical" : valid < given.length ? "warning" : "success";
  const unknown = given.some(({ kind }) => kind === "unknown");
  return (
    <Banner
      tone={tone}
      title={t(valid === 0 ? "result.invalid" : valid < given.length ? "result.partly" : "result.valid")}
    >
      <BlockStack gap="200">
        {isSame(standard, plain) ? (
          <Style names={["webhook-signature", "signature"]} verdict={standard} />
        ) : (
          <>
            <Style names={["webhook-signature"]} verdict={standard} />
            <Style names={["signature"]} verdict={plain} />
          </>
        )}
        {unknown ? <Text as="p">{t("result.trial")}</Text> : null}
        {stale ? <Staleness age={age} /> : null}
      </BlockStack>
    </Banner>
  );
}

const isSame = (one: StyleVerdict, other: StyleVerdict): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

function Style({ names, verdict }: { names: string[]; verdict: StyleVerdict }) {
  const { t } = useTranslation("signatures");
  const text = useVerdictText(verdict);
  return (
    <div className="wrap-anywhere">
      <Text as="p">
        <span className="mono">{names.join(", ")}</span>
        {t("result.colon")}
        {text}
      </Text>
    </div>
  );
}

function Staleness({ age }: { age: number }) {
  const { t } = useTranslation("signatures");
  const amount = useDuration()(Math.abs(age));
  return <Text as="p">{age < 0 ? t("result.ahead", { amount }) : t("result.stale", { amount })}</Text>;
}

/** The largest whole unit: `3 hours` */
function useDuration(): (seconds: number) => string {
  const { t } = useTranslation("signatures");
  return (seconds) => {
    if (seconds >= 172_800) return t("duration.days", { count: Math.floor(seconds / 86_400) });
    if (seconds >= 7_200) return t("duration.hours", { count: Math.floor(seconds / 3_600) });
    return t("duration.minutes", { count: Math.floor(seconds / 60) });
  };
}
