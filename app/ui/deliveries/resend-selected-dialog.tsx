import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SelectedCount } from "../../pipeline/deliver/resend-selected.ts";
import { showToast } from "../app-bridge/bridge.ts";
import { Dialog } from "../dialogs/dialog.tsx";
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
  const { answer, send, sending } = useResendSelected(ids, open, onQueued);
  const count = answer?.kind === "counted" ? answer.ready : 0;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("selected.title")}
      primaryAction={{
        content: count > 0 ? t("selected.send", { count }) : t("selected.action"),
        disabled: count === 0,
        loading: sending,
        onAction: send,
      }}
      secondaryActions={[{ content: t("selected.cancel"), onAction: onClose }]}
    >
      <div role="status">
        <BlockStack gap="300">
          <Answer answer={answer} />
        </BlockStack>
      </div>
    </Dialog>
  );
}

function Answer({ answer }: { answer: SelectedAnswer | undefined }) {
  const { t } = useTranslation("deliveries");
  if (!answer) return <SkeletonBodyText lines={2} />;
  if (answer.kind === "unavailable") return <Banner tone="warning" title={t("selected.notReached")} />;
  const { kind, ready: count, left } = answer;
  const sentence = count === 0 ? t("selected.nothing") : t(`selected.${kind}`, { count });
  return (
    <>
      <Text as="p">{sentence}</Text>
      <LeftOut left={left} />
    </>
  );
}

/** `onQueued`: all that were counted are queued. Otherwise it is told which are not. */
function useResendSelected(ids: string[], open: boolean, onQueued: () => void) {
  const { t } = useTranslation("deliveries");
  const counting = useFetcher<SelectedAnswer>();
  const sending = useFetcher<SelectedAnswer>();
  const [told, setTold] = useState<SelectedAnswer>();
  const { load } = counting;
  const chosen = useKept(ids, open);
  const action = address(PATH, { id: chosen });
  useEffect(() => {
    if (!open || chosen.length === 0) return;
    setTold(undefined);
    load(action);
  }, [open, action, load, chosen.length]);

  const counted = counting.state === "idle" ? counting.data : undefined;
  useAnswer(sending, (answer) => {
    if (answer.kind !== "queued") return setTold(answer);
    showToast(t("selected.queued", { count: answer.ready }));
    if (counted?.kind === "counted" && answer.ready < counted.ready) setTold(answer);
    else onQueued();
  });
  return {
    answer: told ?? counted,
    send: () => sending.submit(null, { method: "post", action }),
    sending: sending.state !== "idle",
  };
}

/** What stood when the question was asked: the list behind it may lose rows meanwhile. */
function useKept(ids: string[], isAsked: boolean): string[] {
  const kept = useRef(ids);
  if (!isAsked) kept.current = ids;
  return kept.current;
}
