import { BlockStack, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { WayView } from "../../shopify/topic-ways.ts";
import { TopicName } from "../endpoints/topic-name.tsx";
import { useScopeText } from "../permissions/use-scope-text.ts";
import { rulePath } from "./topic-paths.ts";

/** One way, and what it still needs in this shop. */
export function WayItem({ way }: { way: WayView }) {
  const { t } = useTranslation("topics");
  const scopeText = useScopeText();
  const { kind, topics, reads, missing_scope, missing_rule } = way;
  return (
    <BlockStack gap="100">
      <Text as="p">{t(`way.kind.${kind}`)}</Text>
      {topics.length > 0 ? (
        <p className="wrap-anywhere">
          {topics.map((topic, index) => (
            <Fragment key={topic}>
              {index > 0 ? ", " : ""}
              <TopicName name={topic} />
            </Fragment>
          ))}
        </p>
      ) : null}
      {reads ? (
        <Text as="p" tone="subdued">
          {t(`way.reads.${reads}`)}
        </Text>
      ) : null}
      {missing_scope === null ? null : (
        <Text as="p" tone="subdued">
          <Trans
            t={t}
            i18nKey="way.needsScope"
            values={{ scope: missing_scope, permission: scopeText(missing_scope).name }}
            components={{ code: <span className="mono" /> }}
          />
        </Text>
      )}
      {missing_rule === null ? null : (
        <Text as="p" tone="subdued">
          <Trans
            t={t}
            i18nKey="way.needsRule"
            values={{ rule: t(`rule.${missing_rule}`) }}
            components={{ a: <Link url={rulePath(missing_rule)} /> }}
          />
        </Text>
      )}
      {missing_scope === null && missing_rule === null ? (
        <Text as="p" tone="success">
          {t("way.open")}
        </Text>
      ) : null}
    </BlockStack>
  );
}
