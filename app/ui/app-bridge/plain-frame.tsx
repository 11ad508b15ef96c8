import { AppProvider } from "@shopify/shopify-app-remix/react";
import type { ReactNode } from "react";

/** Polaris without App Bridge, for pages that must show although the panel cannot. */
export function PlainFrame({ children }: { children: ReactNode }) {
  return (
    <AppProvider isEmbeddedApp={false} apiKey="">
      <main>{children}</main>
    </AppProvider>
  );
}
