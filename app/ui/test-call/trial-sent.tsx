import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TrialResult } from "../../pipeline/deliver/send-trial.ts";
import type { SigningMode } from "../../signing/sign.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { CodeBlock } from "../json/code-block.tsx";
import { Disclosure } from "../json/disclosure.tsx";
import { HeaderTable } from "../json/header-table.tsx";

interface TrialSentProps {
  result: TrialResult;
  signing: SigningMode;
}

/** What an address that is not saved was sent: there is no delivery to look it up in. */
export function TrialSent({ result: { secret, requestHeaders, requestBody }, signing }: TrialSentProps) {
  const { t } = useTranslation("testCall");
  return (
    <BlockStack gap="200">
      {signing === "unsigned" ? null : (
        <div className="trial-secret">
          <FactList>
            <Fact label={t("trial.secret")} copy={secret}>
              {secret}
            </Fact>
          </FactList>
        </div>
      )}
      <Text as="p" variant="bodySm" tone="subdued">
        {t("trial.notOnRecord")}
      </Text>
      <Disclosure title={t("trial.headers")}>
        <HeaderTable caption={t("trial.headers")} headers={requestHeaders} />
      </Disclosure>
      <Disclosure title={t("trial.body")}>
        <CodeBlock text={requestBody} label={t("trial.body")} />
      </Disclosure>
    </BlockStack>
  );
}
