import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Modal, SkeletonBodyText, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { showToast } from "../app-bridge/bridge.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { address } from "../paging/pager.tsx";
import { type BeginAnswer, type ResendCountAnswer, whyNot } from "./answers.ts";
import { deliveries } from "./recovery-words.ts";

interface ResendAllDialogProps {
  /** of the list, as its address says it */
  filter: Record<"status" | "endpoint" | "event", string | undefined>;
  open: boolean;
  onClose: () => void;
}

const PATH = "/app/deliveries/resend-all";

/** Says how many the list's filter would send again, and sends them when told so. */
export function ResendAllDialog({ filter, open, onClose }: ResendAllDialogProps) {
  const counting = useFetcher<ResendCountAnswer>();
  const beginning = useFetcher<BeginAnswer>();
  useAnswer(beginning, (answer) => {
    if (answer.kind !== "begun") return;
    showToast(`Sending ${deliveries(answer.count, answer.more)} again`);
    onClose();
  });
  const action = address(PATH, filter);
  const { load } = counting;
  useEffect(() => {
    if (open) load(action);
  }, [open, action, load]);

  const answer = counting.state === "idle" ? counting.data : undefined;
  const counted = answer?.kind === "counted" ? answer : undefined;
  const problem = whyNot(answer) ?? (beginning.state === "idle" ? whyNot(beginning.data) : undefined);
  return (
    <Modal
      open={open}
      onClose={onClose}
      title="Send these deliveries again?"
      primaryAction={{
        content: counted ? `Send ${deliveries(counted.count, counted.more)} again` : "Send again",
        disabled: !counted || counted.count === 0,
        loading: beginning.state !== "idle",
        onAction: () => beginning.submit(null, { method: "post", action }),
      }}
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {problem ? <Banner tone="warning" title={problem} /> : null}
          <div role="status">
            {counted ? <CountText counted={counted} /> : problem ? null : <SkeletonBodyText lines={2} />}
          </div>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function CountText({ counted }: { counted: Extract<ResendCountAnswer, { kind: "counted" }> }) {
  const { count, more, endpoints } = counted;
  if (count === 0) return <Text as="p">There is nothing to send again.</Text>;
  const where = endpoints === 1 ? "1 endpoint" : `${endpoints} endpoints`;
  return (
    <Text as="p">
      {deliveries(count, more)} will be sent again to {where}: one more attempt each, with the original event
      id. Pending ones, test calls and disabled endpoints are left out.
    </Text>
  );
}
