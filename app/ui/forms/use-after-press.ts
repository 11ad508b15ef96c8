import { useEffect, useRef } from "react";

/**
 * What a field that was left has to say moves what stands below it. Said while the button that was pressed instead is
 * still down, it moves that button away from under the pointer, and the click is lost. The returned function does its
 * work at once or, during a press, with its end: then it is plain what was clicked, and that click comes afterwards.
 */
export function useAfterPress(): (work: () => void) => void {
  const pressed = useRef(false);
  useEffect(() => {
    const press = () => {
      pressed.current = true;
    };
    // A tap makes its mouse events, by which a field is left, when the finger is up.
    const release = () => setTimeout(() => (pressed.current = false));
    addEventListener("pointerdown", press, true);
    for (const end of ENDS) addEventListener(end, release, true);
    return () => {
      removeEventListener("pointerdown", press, true);
      for (const end of ENDS) removeEventListener(end, release, true);
    };
  }, []);
  return (work) => (pressed.current ? atRelease(work) : work());
}

const ENDS = ["pointerup", "pointercancel"] as const;

function atRelease(work: () => void): void {
  const over = new AbortController();
  const end = () => {
    if (over.signal.aborted) return;
    over.abort();
    work();
  };
  const listening = { capture: true, signal: over.signal };
  addEventListener("mouseup", end, listening);
  for (const event of ENDS) addEventListener(event, () => setTimeout(end), listening); // one without a mouse's events
}
