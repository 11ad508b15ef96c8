import { ActionList, Button, Popover } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { shortUrl } from "../endpoints/short-url.ts";
import type { CalledEndpoint } from "../test-call/test-call-dialog.tsx";
import type { Chip } from "./chips.ts";

/** A test call of a topic: to endpoints, or to an address that is not saved. */
export interface RowCall {
  topic: string;
  endpoints: CalledEndpoint[];
  trial: { url: string } | undefined;
}

interface CallButtonProps {
  topic: string;
  chips: Chip[];
  onCall: (call: RowCall) => void;
}

/** Calls the URLs of a row: those that are saved together, one that is not by itself. */
export function CallButton({ topic, chips, onCall }: CallButtonProps) {
  const { t } = useTranslation("byCategory");
  const [open, setOpen] = useState(false);
  const calls = callsOf(topic, chips);
  const [only] = calls;
  const choose = calls.length > 1;
  const button = (
    <Button
      size="slim"
      disabled={!only}
      disclosure={choose}
      accessibilityLabel={t("call.of", { topic })}
      onClick={() => (choose ? setOpen(!open) : only && onCall(only))}
    >
      {t("call.title")}
    </Button>
  );
  if (!choose) return button;
  return (
    <Popover active={open} autofocusTarget="first-node" onClose={() => setOpen(false)} activator={button}>
      <ActionList
        actionRole="menuitem"
        onActionAnyItem={() => setOpen(false)}
        items={calls.map((call) => ({
          content: call.trial
            ? t("call.new", { url: shortUrl(call.trial.url) })
            : t("call.saved", { count: call.endpoints.length }),
          onAction: () => onCall(call),
        }))}
      />
    </Popover>
  );
}

function callsOf(topic: string, chips: Chip[]): RowCall[] {
  const saved = chips.flatMap(({ endpoints }) => endpoints);
  const endpoints = saved.map(({ id, url }) => ({ id, label: shortUrl(url) }));
  const made = chips.filter((chip) => chip.endpoints.length === 0);
  return [
    ...(endpoints.length > 0 ? [{ topic, endpoints, trial: undefined }] : []),
    ...made.map(({ url }) => ({ topic, endpoints: [], trial: { url } })),
  ];
}
