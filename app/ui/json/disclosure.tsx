import type { ReactNode } from "react";

interface DisclosureProps {
  title: string;
  /** to begin with */
  open?: boolean;
  children: ReactNode;
}

/** A part that opens on demand. */
export function Disclosure({ title, open = false, children }: DisclosureProps) {
  return (
    <details className="disclosure" open={open}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
