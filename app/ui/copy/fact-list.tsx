import type { ReactNode } from "react";

/** Holds facts. */
export function FactList({ children }: { children: ReactNode }) {
  return <dl className="fact-list">{children}</dl>;
}
