import { useEffect } from "react";

/**
 * Keeps from a dialog the rest of the double click that opened it. It would hit what the dialog has put under the pointer:
 * the backdrop, and close it again, or a button of the dialog's. The next press that begins anew is the dialog's.
 */
export function useOwnClicks(open: boolean): void {
  useEffect(() => {
    if (!open) return;
    const over = new AbortController();
    const keep = (event: MouseEvent) => {
      if (event.detail < 2) return over.abort();
      event.preventDefault();
      event.stopPropagation();
    };
    for (const type of ["mousedown", "click"] as const)
      addEventListener(type, keep, { capture: true, signal: over.signal });
    return () => over.abort();
  }, [open]);
}
