import { useCallback, useEffect, useState } from "react";

type CopyStatus = "idle" | "copied" | "failed";

const SHOWN_MS = 2_500;

/** Puts text on the clipboard and tells for a moment whether it worked: a frame may be denied the clipboard. */
export function useCopy(): { status: CopyStatus; copy: (text: string) => void } {
  const [status, setStatus] = useState<CopyStatus>("idle");

  useEffect(() => {
    if (status === "idle") return;
    const timer = setTimeout(() => setStatus("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [status]);

  const copy = useCallback((text: string) => {
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    written.then(
      () => setStatus("copied"),
      () => setStatus("failed"),
    );
  }, []);

  return { status, copy };
}
