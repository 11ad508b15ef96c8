import { useFetcher, useNavigate } from "@remix-run/react";
import { Modal, Text } from "@shopify/polaris";
import { showToast } from "../app-bridge/bridge.ts";
import { useAnswer } from "../forms/use-answer.ts";

/** What the delete route answers. */
export interface DeleteAnswer {
  kind: "deleted";
}

interface DeleteEndpointDialogProps {
  endpointId: string;
  url: string;
  open: boolean;
  onClose: () => void;
}

/** Asks once more, then deletes and leaves for the list. */
export function DeleteEndpointDialog({ endpointId, url, open, onClose }: DeleteEndpointDialogProps) {
  const fetcher = useFetcher<DeleteAnswer>();
  const navigate = useNavigate();
  useAnswer(fetcher, () => {
    showToast("Endpoint deleted");
    navigate("/app/endpoints", { replace: true });
  });
  const remove = () =>
    fetcher.submit(null, { method: "post", action: `/app/endpoints/${endpointId}/delete` });

  return (
    <Modal
      open={open}
      onClose={onClose}
      title="Delete this endpoint?"
      primaryAction={{
        content: "Delete endpoint",
        destructive: true,
        loading: fetcher.state !== "idle",
        onAction: remove,
      }}
      secondaryActions={[{ content: "Keep it", onAction: onClose }]}
    >
      <Modal.Section>
        <Text as="p" breakWord>
          Nothing more is sent to {url}, and what waits for it is discarded. Its deliveries stay in the log.
          This cannot be undone.
        </Text>
      </Modal.Section>
    </Modal>
  );
}
