import { useFetcher } from "@remix-run/react";
import { Select, Text } from "@shopify/polaris";
import { useState } from "react";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { absoluteTime } from "../time/format-time.ts";
import { useShopClock } from "../time/shop-clock.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { OVERLAPS, USUAL_OVERLAP } from "./overlaps.ts";
import { useShownSecret } from "./shown-secret.tsx";

/** What the route that rotates answers. */
type RotateAnswer =
  | { kind: "rotated"; secret: string }
  | { kind: "rotation_limit"; limit: number; nextEnd: Date }
  | Unavailable;

interface RotateSecretDialogProps {
  endpointId: string;
  open: boolean;
  onClose: () => void;
}

/** Asks how long the old secret is to go on, and has the new one shown on the page. */
export function RotateSecretDialog({ endpointId, open, onClose }: RotateSecretDialogProps) {
  const fetcher = useFetcher<RotateAnswer>();
  const [overlap, setOverlap] = useState<string>(USUAL_OVERLAP);
  const { show } = useShownSecret();
  const problem = useProblem(fetcher.state === "idle" ? fetcher.data : undefined);
  useAnswer(fetcher, (answer) => {
    if (answer.kind !== "rotated") return;
    onClose();
    show({ endpointId, secret: answer.secret });
  });
  const rotate = () =>
    fetcher.submit({ overlap }, { method: "post", action: `/app/endpoints/${endpointId}/rotate-secret` });

  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title="Make a new secret?"
      does="Make new secret"
      destructive={overlap === "0"}
      busy={fetcher.state !== "idle"}
      onConfirm={rotate}
      problem={problem}
    >
      <Text as="p">
        The new secret signs at once and is shown this one time. Until the old one ends, requests are signed
        with both, so that your server can be switched without losing any.
      </Text>
      <Select
        label="How long the old secret goes on"
        options={[...OVERLAPS]}
        value={overlap}
        onChange={setOverlap}
        helpText={
          overlap === "0"
            ? "A server that does not know the new secret refuses everything until it does."
            : "One that was to end earlier still does."
        }
      />
    </ConfirmDialog>
  );
}

function useProblem(answer: RotateAnswer | undefined): string | undefined {
  const { timezone } = useShopClock();
  if (answer?.kind === "unavailable") return "Carillon could not be reached. Try again in a moment.";
  if (answer?.kind !== "rotation_limit") return undefined;
  const end = absoluteTime(answer.nextEnd, timezone);
  return `${answer.limit} secrets are live, which is as many as there can be; the next one ends on ${end}. Finish the rotation first, or let the old ones end at once.`;
}
