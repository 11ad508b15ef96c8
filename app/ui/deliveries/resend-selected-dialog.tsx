import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Modal, SkeletonBodyText, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { SelectedCount } from "../../pipeline/deliver/resend-selected.ts";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { address } from "../paging/pager.tsx";
import { LeftOut } from "./left-out.tsx";

/** What the route answers: to a GET what can be sent, to a POST what was queued. */
export type SelectedAnswer = ({ kind: "counted" | "queued" } & SelectedCount) | Unavailable;

interface ResendSelectedDialogProps {
  ids: string[];
  open: boolean;
  onClose: () => void;
  /** those that could be are queued */
  onQueued: () => void;
}

const PATH = "/app/deliveries/resend-selected";

/** Says how many of the chosen rows can be sent again and why the others cannot, and sends them when told so. */
export function ResendSelectedDialog({ ids, open, onClose, onQueued }: ResendSelectedDialogProps) {
  const { t } = useTranslation("deliveries");
  const { answer, send, sending } = useResendSelected(ids, open, (count) => {
    showToast(t("selected.queued", { count }));
    onQueued();
  });
  const counted = answer && answer.kind !== "unavailable" ? answer : undefined;
  const count = counted?.ready ?? 0;
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={t("selected.title")}
      primaryAction={{
        content: counted && count > 0 ? t("selected.send", { count }) : t("selected.action"),
        disabled: count === 0,
        loading: sending,
        onAction: send,
      }}
      secondaryActions={[{ content: t("selected.cancel"), onAction: onClose }]}
    >
      <Modal.Section>
        <div role="status">
          <BlockStack gap="300">
            {answer?.kind === "unavailable" ? (
              <Banner tone="warning" title={t("selected.notReached")} />
            ) : counted ? (
              <>
                <Text as="p">{count > 0 ? t("selected.what", { count }) : t("selected.nothing")}</Text>
                <LeftOut left={counted.left} />
              </>
            ) : (
              <SkeletonBodyText lines={2} />
            )}
          </BlockStack>
        </div>
      </Modal.Section>
    </Modal>
  );
}

function useResendSelected(ids: string[], open: boolean, onQueued: (count: number) => void) {
  const counting = useFetcher<SelectedAnswer>();
  const sending = useFetcher<SelectedAnswer>();
  const { load } = counting;
  const action = address(PATH, { id: ids });
  useEffect(() => {
    if (open) load(action);
  }, [open, action, load]);
  useAnswer(sending, (answer) => {
    if (answer.kind === "queued") onQueued(answer.ready);
  });
  const refused = sending.state === "idle" && sending.data?.kind === "unavailable" ? sending.data : undefined;
  return {
    answer: refused ?? (counting.state === "idle" ? counting.data : undefined),
    send: () => sending.submit(null, { method: "post", action }),
    sending: sending.state !== "idle",
  };
}
