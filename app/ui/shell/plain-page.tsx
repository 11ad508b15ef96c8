import type { ReactNode } from "react";

/** A page outside the Shopify admin: one heading and a few sentences. */
export function PlainPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="plain-page">
      <h1>{title}</h1>
      {children}
    </main>
  );
}
