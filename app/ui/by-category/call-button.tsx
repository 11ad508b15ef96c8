import { Button } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { shortUrl } from "../endpoints/short-url.ts";
import type { CalledEndpoint } from "../test-call/called-endpoint.ts";
import type { Chip } from "./chips.ts";

/** A test call of a topic: to the endpoints and to the addresses of its row that are not saved. */
export interface RowCall {
  topic: string;
  endpoints: CalledEndpoint[];
  trials: { url: string }[];
}

interface CallButtonProps {
  topic: string;
  chips: Chip[];
  onCall: (call: RowCall) => void;
}

/** Asks for a test call of a row's URLs. */
export function CallButton({ topic, chips, onCall }: CallButtonProps) {
  const { t } = useTranslation("byCategory");
  const call = () => {
    const saved = chips.flatMap(({ endpoints }) => endpoints);
    onCall({
      topic,
      endpoints: saved.map(({ id, url }) => ({ id, label: shortUrl(url) })),
      trials: chips.filter(({ endpoints }) => endpoints.length === 0).map(({ url }) => ({ url })),
    });
  };
  return (
    <Button
      size="slim"
      disabled={chips.length === 0}
      accessibilityLabel={t("call.of", { topic })}
      onClick={call}
    >
      {t("call.title")}
    </Button>
  );
}
