import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

interface FactProps {
  label: string;
  children: ReactNode;
  /** text for the clipboard; without it there is no button */
  copy?: string | undefined;
  /** what is read, and copied in another form */
  prose?: boolean;
}

/** A label, what it stands for and, where that is an id or an address, a button that copies it. */
export function Fact({ label, children, copy, prose = copy === undefined }: FactProps) {
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd className={prose ? "wrap-anywhere" : "wrap-anywhere mono"}>{children}</dd>
      {copy === undefined ? null : (
        <dd className="fact-copy">
          <CopyButton text={copy} what={label.toLowerCase()} variant="plain" />
        </dd>
      )}
    </div>
  );
}
