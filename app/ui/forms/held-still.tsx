import { type ReactNode, useEffect, useRef } from "react";

interface HeldStillProps {
  still: boolean;
  children: ReactNode;
}

/**
 * A part of a form that takes nothing while it is saved: what is left for another page afterwards would take along what was
 * typed meanwhile. Its values stay in the form, and the focus comes back where the merchant was if it is not left.
 */
export function HeldStill({ still, children }: HeldStillProps) {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = part;
    if (!current || !still) return;
    const focused = document.activeElement;
    current.inert = true;
    return () => {
      current.inert = false;
      if (focused instanceof HTMLElement && document.activeElement === document.body) focused.focus();
    };
  }, [still]);
  return <div ref={part}>{children}</div>;
}
