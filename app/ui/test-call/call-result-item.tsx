import { Badge, BlockStack, Box, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CallResult } from "../../pipeline/deliver/call-result.ts";
import type { SigningMode } from "../../signing/sign.ts";
import { useDiagnose } from "../deliveries/use-diagnose.ts";
import { CodeBlock } from "../json/code-block.tsx";
import { Disclosure } from "../json/disclosure.tsx";
import { HeaderTable } from "../json/header-table.tsx";
import { durationText } from "../time/format-time.ts";
import { type Verdict, verdictOn } from "./verdict.ts";

interface CallResultItemProps {
  /** the endpoint, where there are several */
  label?: string | undefined;
  signing: SigningMode;
  /** with the id of its delivery where it is on record */
  result: CallResult & { deliveryId?: string };
  /** what was sent, where the address is not saved and no delivery tells of it */
  children?: ReactNode;
}

const TONES = {
  delivered: "success",
  proven: "success",
  failed: "critical",
  fooled: "critical",
  unclear: "warning",
} as const satisfies Record<Verdict, string>;

/** What one request came to, and what the answer was. */
export function CallResultItem({ label, signing, result, children }: CallResultItemProps) {
  const { t } = useTranslation("testCall");
  const { status, durationMs, deliveryId } = result;
  const verdict = verdictOn(signing, result);
  return (
    <Box padding="300" borderWidth="025" borderColor="border" borderRadius="200">
      <BlockStack gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Badge tone={TONES[verdict]}>{t(`verdict.${verdict}`)}</Badge>
          <Text as="span" variant="bodyMd" fontWeight="medium">
            {status === null
              ? t("result.noAnswer", { duration: durationText(durationMs) })
              : t("result.status", { status, duration: durationText(durationMs) })}
          </Text>
        </InlineStack>
        {label ? (
          <div className="wrap-anywhere">
            <Text as="p" tone="subdued">
              {label}
            </Text>
          </div>
        ) : null}
        <Explanation verdict={verdict} result={result} isTrial={children !== undefined} />
        <AnswerDetails result={result} open={verdict !== "delivered"} />
        {deliveryId ? (
          <p>
            <Link url={`/app/deliveries/${deliveryId}`}>{t("result.delivery")}</Link>
          </p>
        ) : null}
        {children}
      </BlockStack>
    </Box>
  );
}

interface ExplanationProps {
  verdict: Verdict;
  result: CallResult;
  isTrial: boolean;
}

/** How a server refuses a signature that it cannot know. */
const UNSIGNED = [401, 403];

function Explanation({ verdict, result, isTrial }: ExplanationProps) {
  const { t } = useTranslation("testCall");
  const failure = useDiagnose()({ reason: result.reason, statusCode: result.status, detail: result.detail });
  if (verdict === "delivered") return null;
  if (verdict !== "failed") return <Text as="p">{t(`explained.${verdict}`)}</Text>;
  const advice =
    isTrial && UNSIGNED.includes(result.status ?? 0) ? t("explained.refusedTrial") : failure?.advice;
  return failure ? (
    <Text as="p">
      {failure.what} {advice}
    </Text>
  ) : null;
}

/** As much of the answer as is kept. */
function AnswerDetails({ result, open }: { result: CallResult; open: boolean }) {
  const { responseHeaders, response, truncated } = result;
  const { t } = useTranslation("testCall");
  return (
    <>
      {responseHeaders ? (
        <Disclosure title={t("result.headers")}>
          <HeaderTable caption={t("result.headers")} headers={responseHeaders} />
        </Disclosure>
      ) : null}
      {response ? (
        <Disclosure title={truncated ? t("result.bodyStart") : t("result.body")} open={open}>
          <CodeBlock text={response} label={t("result.body")} />
        </Disclosure>
      ) : null}
    </>
  );
}
