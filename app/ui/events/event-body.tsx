import { Banner, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useMemo } from "react";
import { Trans, useTranslation } from "react-i18next";
import { CopyButton } from "../copy/copy-button.tsx";
import { JsonBody } from "../json/json-body.tsx";
import { bodyFacts } from "./body-facts.ts";

/** What an event says, and why something of it is not there. */
export function EventBody({ body }: { body: string | null }) {
  const { t } = useTranslation("events");
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {t("body.title")}
          </Text>
          {body === null ? null : <CopyButton text={body} what={t("body.what")} variant="plain" />}
        </InlineStack>
        {body === null ? (
          <Text as="p" tone="subdued">
            {t("body.agedOut")}
          </Text>
        ) : (
          <Shown body={body} />
        )}
      </BlockStack>
    </Card>
  );
}

function Shown({ body }: { body: string }) {
  const { t } = useTranslation("events");
  const { erased, heldBack } = useMemo(() => bodyFacts(body), [body]);
  return (
    <>
      {erased ? (
        <Banner tone="info">
          <p>{t("body.erased")}</p>
        </Banner>
      ) : null}
      {heldBack.length > 0 ? (
        <Banner tone="info">
          <p>
            <Trans
              t={t}
              i18nKey="body.heldBack"
              count={heldBack.length}
              components={{ a: <Link url="/app/settings/privacy" /> }}
            />
          </p>
          <p className="mono wrap-anywhere">{heldBack.join(", ")}</p>
        </Banner>
      ) : null}
      <JsonBody text={body} label={t("body.what")} />
    </>
  );
}
