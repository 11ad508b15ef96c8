import { BlockStack, Button, InlineError, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { RecoveryView } from "../../queries/recoveries.ts";
import { useDestinationName } from "../deliveries/destination-name.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { recoveryPercent } from "./recovery-words.ts";
import { useCancel } from "./use-cancel.ts";
import { useRecoveryWords } from "./use-recovery-words.ts";

interface RecoveryItemProps {
  recovery: RecoveryView;
  /** false where all are of one endpoint */
  showEndpoint: boolean;
}

/** One recovery: what, how far, and a way to stop it while it runs. */
export function RecoveryItem({ recovery, showEndpoint }: RecoveryItemProps) {
  const { id, status, createdAt } = recovery;
  const { t } = useTranslation("recoveries");
  const words = useRecoveryWords();
  const destinationName = useDestinationName();
  const { cancel, cancelling, problem } = useCancel(id);
  const running = status === "running";
  const title = words.title(recovery);
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <div className="wrap-anywhere">
          <Text as="h3" variant="headingSm">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            <Trans
              t={t}
              i18nKey={showEndpoint ? "item.begunTo" : "item.begun"}
              values={{ endpoint: destinationName(recovery) }}
              components={{ time: <RelativeTime time={createdAt} /> }}
            />
          </Text>
        </div>
        {running ? (
          <Button
            size="slim"
            onClick={cancel}
            loading={cancelling}
            accessibilityLabel={t("item.cancelNamed", { title })}
          >
            {t("item.cancel")}
          </Button>
        ) : null}
      </InlineStack>
      {running ? (
        <ProgressBar progress={recoveryPercent(recovery)} size="small" ariaLabelledBy={`state-${id}`} />
      ) : null}
      <p id={`state-${id}`}>{words.state(recovery)}</p>
      {problem ? <InlineError message={problem} fieldID={`state-${id}`} /> : null}
    </BlockStack>
  );
}
