import { AppProvider } from "@shopify/shopify-app-remix/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Polaris, which speaks the visitor's language. Without App Bridge, so that it shows where the panel cannot. */
export function PolarisFrame({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return (
    // Around Polaris: its popovers stand beside the page, and belong to it.
    <main>
      <AppProvider isEmbeddedApp={false} apiKey="" i18n={i18n.getResourceBundle(i18n.language, "polaris")}>
        {children}
      </AppProvider>
    </main>
  );
}
