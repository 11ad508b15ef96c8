import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EndpointView } from "../../queries/endpoints.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { AbsoluteDate } from "../time/absolute-date.tsx";

/** What an endpoint is set to. */
export function EndpointFacts({ endpoint }: { endpoint: EndpointView }) {
  const { id, url, description, createdAt, rateLimit, weeklyCheck } = endpoint;
  const { t } = useTranslation("endpoint");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("facts.title")}
        </Text>
        <FactList>
          <Fact label={t("facts.url")} copy={url}>
            {url}
          </Fact>
          {description ? <Fact label={t("facts.description")}>{description}</Fact> : null}
          <Fact label={t("facts.id")} copy={id}>
            {id}
          </Fact>
          {rateLimit === null ? null : (
            <Fact label={t("facts.rateLimit")}>{t("facts.perSecond", { count: rateLimit })}</Fact>
          )}
          {weeklyCheck ? <Fact label={t("facts.weeklyCheck")}>{t("facts.afterSilence")}</Fact> : null}
          <Fact label={t("facts.created")}>
            <AbsoluteDate time={createdAt} />
          </Fact>
        </FactList>
      </BlockStack>
    </Card>
  );
}
