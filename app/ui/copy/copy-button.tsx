import { Button } from "@shopify/polaris";
import { useCopy } from "./use-copy.ts";

interface CopyButtonProps {
  text: string;
  /** "delivery id": what the button says it copies, to those who cannot see what stands beside it */
  what: string;
  variant?: "plain" | "primary" | undefined;
}

const SAYS = { idle: "Copy", copied: "Copied", failed: "Could not copy" } as const;

/** On failure it says so; the text stands beside it and can be selected. */
export function CopyButton({ text, what, variant }: CopyButtonProps) {
  const { status, copy } = useCopy();
  return (
    <>
      <Button variant={variant} onClick={() => copy(text)} accessibilityLabel={`${SAYS[status]}: ${what}`}>
        {SAYS[status]}
      </Button>
      <span role="status" className="visually-hidden">
        {status === "idle" ? "" : `${SAYS[status]}: ${what}`}
      </span>
    </>
  );
}
