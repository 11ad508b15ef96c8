import { List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TopicChoice } from "../../endpoints/plan-topics.ts";
import { ConfirmDialog } from "../endpoints/confirm-dialog.tsx";
import { shortUrl } from "../endpoints/short-url.ts";

interface EmptiedDialogProps {
  endpoints: Pick<TopicChoice, "id" | "url">[];
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Says which endpoints a save deletes, because no topic is left to them. */
export function EmptiedDialog({ endpoints, busy, onConfirm, onClose }: EmptiedDialogProps) {
  const { t } = useTranslation("byCategory");
  const count = endpoints.length;
  return (
    <ConfirmDialog
      open={count > 0}
      onClose={onClose}
      title={t("emptied.title", { count })}
      does={t("emptied.does", { count })}
      destructive
      busy={busy}
      onConfirm={onConfirm}
    >
      <Text as="p">{t("emptied.text", { count })}</Text>
      <List>
        {endpoints.map(({ id, url }) => (
          <List.Item key={id}>
            <span className="wrap-anywhere">{shortUrl(url)}</span>
          </List.Item>
        ))}
      </List>
      <Text as="p" tone="subdued">
        {t("emptied.instead")}
      </Text>
    </ConfirmDialog>
  );
}
