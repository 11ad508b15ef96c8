import { Button } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useCopy } from "./use-copy.ts";

interface CopyButtonProps {
  text: string;
  /** "delivery id": what the button says it copies, to those who cannot see what stands beside it */
  what: string;
  variant?: "plain" | "primary" | undefined;
}

/** On failure it says so; the text stands beside it and can be selected. */
export function CopyButton({ text, what, variant }: CopyButtonProps) {
  const { t } = useTranslation();
  const { status, copy } = useCopy();
  const says = t(`copy.${status}`);
  const saysAll = t("copy.ofWhat", { says, what });
  return (
    <>
      <Button variant={variant} onClick={() => copy(text)} accessibilityLabel={saysAll}>
        {says}
      </Button>
      <span role="status" className="visually-hidden">
        {status === "idle" ? "" : saysAll}
      </span>
    </>
  );
}
