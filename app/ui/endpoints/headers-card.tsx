import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { showToast } from "../app-bridge/bridge.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import type { HeaderAnswer } from "./header-answer.ts";
import { HeaderForm } from "./header-form.tsx";

interface HeadersCardProps {
  endpointId: string;
  /** null when no key opens them any more */
  names: string[] | null;
}

/** The merchant's own headers: their names, never their values. */
export function HeadersCard({ endpointId, names }: HeadersCardProps) {
  const { t } = useTranslation("endpoint");
  const action = `/app/endpoints/${endpointId}/headers`;
  const fetcher = useFetcher<HeaderAnswer>();
  const [removing, setRemoving] = useState<string>();
  useAnswer(fetcher, (answer) => {
    if (answer.kind !== "removed") return;
    setRemoving(undefined);
    showToast(t("headers.removed"));
  });
  const unavailable = fetcher.state === "idle" && fetcher.data?.kind === "unavailable";
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("headers.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("headers.what")}
          </Text>
        </BlockStack>
        {names === null ? (
          <Text as="p">{t("headers.sealed")}</Text>
        ) : (
          <HeaderNames names={names} onRemove={setRemoving} />
        )}
        <HeaderForm action={action} />
      </BlockStack>
      <ConfirmDialog
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={t("headers.removeTitle")}
        does={t("headers.removeDoes")}
        destructive
        busy={fetcher.state !== "idle"}
        onConfirm={() => fetcher.submit({ remove: removing ?? "" }, { method: "post", action })}
        problem={unavailable ? t("notReached") : undefined}
      >
        <Text as="p" breakWord>
          <Trans
            t={t}
            i18nKey="headers.removeWhat"
            values={{ name: removing }}
            components={{ mono: <span className="mono" /> }}
          />
        </Text>
      </ConfirmDialog>
    </Card>
  );
}

function HeaderNames({ names, onRemove }: { names: string[]; onRemove: (name: string) => void }) {
  const { t } = useTranslation("endpoint");
  if (names.length === 0) return null;
  return (
    <dl className="fact-list" aria-label={t("headers.title")}>
      {names.map((name) => (
        <div className="fact" key={name}>
          <dt className="mono wrap-anywhere">{name}</dt>
          <dd>
            <span aria-hidden="true">•••</span>
            <span className="visually-hidden">{t("headers.valueHidden")}</span>
          </dd>
          <dd>
            <Button
              variant="plain"
              tone="critical"
              onClick={() => onRemove(name)}
              accessibilityLabel={t("headers.removeNamed", { name })}
            >
              {t("headers.remove")}
            </Button>
          </dd>
        </div>
      ))}
    </dl>
  );
}
