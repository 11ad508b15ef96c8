import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { useState } from "react";
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
  const action = `/app/endpoints/${endpointId}/headers`;
  const fetcher = useFetcher<HeaderAnswer>();
  const [removing, setRemoving] = useState<string>();
  useAnswer(fetcher, (answer) => {
    if (answer.kind !== "removed") return;
    setRemoving(undefined);
    showToast("Header removed");
  });
  const unavailable = fetcher.state === "idle" && fetcher.data?.kind === "unavailable";
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Own headers
          </Text>
          <Text as="p" tone="subdued">
            Sent with every request, e.g. a token that your server asks for. Values are not shown again.
          </Text>
        </BlockStack>
        {names === null ? (
          <Text as="p">These headers cannot be opened: the key that sealed them is missing.</Text>
        ) : (
          <HeaderNames names={names} onRemove={setRemoving} />
        )}
        <HeaderForm action={action} />
      </BlockStack>
      <ConfirmDialog
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title="Remove this header?"
        does="Remove header"
        destructive
        busy={fetcher.state !== "idle"}
        onConfirm={() => fetcher.submit({ remove: removing ?? "" }, { method: "post", action })}
        problem={unavailable ? "Carillon could not be reached. Try again in a moment." : undefined}
      >
        <Text as="p" breakWord>
          <span className="mono">{removing}</span> is no longer sent, and its value is forgotten.
        </Text>
      </ConfirmDialog>
    </Card>
  );
}

function HeaderNames({ names, onRemove }: { names: string[]; onRemove: (name: string) => void }) {
  if (names.length === 0) return null;
  return (
    <dl className="fact-list" aria-label="Own headers">
      {names.map((name) => (
        <div className="fact" key={name}>
          <dt className="mono wrap-anywhere">{name}</dt>
          <dd>
            <span aria-hidden="true">•••</span>
            <span className="visually-hidden">value not shown</span>
          </dd>
          <dd>
            <Button
              variant="plain"
              tone="critical"
              onClick={() => onRemove(name)}
              accessibilityLabel={`Remove: ${name}`}
            >
              Remove
            </Button>
          </dd>
        </div>
      ))}
    </dl>
  );
}
