import { BlockStack, Button, Card, InlineStack, List, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../copy/copy-button.tsx";
import type { HeldSecret } from "./held-secrets.ts";
import { SecretHint } from "./secret-hint.tsx";
import { shortUrl } from "./short-url.ts";

interface SecretCardProps extends HeldSecret {
  /** the first of them does, so that nobody misses it */
  takesFocus: boolean;
  /** `height`: of the place that the card had */
  onStored: (height: number) => void;
}

/** A new secret, this once. `endpoints`: named where they are not plain from the page. */
export function SecretCard({ secret, endpoints, takesFocus, onStored }: SecretCardProps) {
  const { t } = useTranslation("endpoint");
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takesFocus) card.current?.focus();
  }, [takesFocus]);
  return (
    <section
      ref={card}
      className="takes-focus"
      tabIndex={-1}
      aria-label={`${t("secret.new")} ${secret.slice(-4)}`}
    >
      <Card background="bg-surface-info">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("secret.title")} <SecretHint secrets={[{ hint: secret.slice(-4) }]} />
          </Text>
          {endpoints.length > 0 ? <SignedFor endpoints={endpoints} /> : null}
          <Text as="p">{t("secret.storeIt")}</Text>
          <TextField
            label={t("secret.title")}
            labelHidden
            readOnly
            multiline
            monospaced
            autoComplete="off"
            value={secret}
            selectTextOnFocus
          />
          <InlineStack gap="200">
            <CopyButton text={secret} what={t("secret.what")} />
            <Button variant="primary" onClick={() => onStored(card.current?.offsetHeight ?? 0)}>
              {t("secret.stored")}
            </Button>
          </InlineStack>
        </BlockStack>
      </Card>
    </section>
  );
}

function SignedFor({ endpoints }: Pick<HeldSecret, "endpoints">) {
  const { t } = useTranslation("endpoint");
  return (
    <div className="wrap-anywhere">
      <Text as="p">{t("secret.signsFor", { count: endpoints.length })}</Text>
      <List>
        {endpoints.map(({ id, url }) => (
          <List.Item key={id}>{shortUrl(url)}</List.Item>
        ))}
      </List>
    </div>
  );
}
