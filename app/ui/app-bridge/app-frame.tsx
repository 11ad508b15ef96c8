import { Link, useNavigation } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { type ReactNode, useEffect } from "react";
import { bridge } from "./bridge.ts";

/** The panel inside the Shopify admin: App Bridge, Polaris, the admin's menu and its loading bar. */
export function AppFrame({ apiKey, children }: { apiKey: string; children: ReactNode }) {
  const busy = useNavigation().state !== "idle";
  useEffect(() => bridge()?.loading(busy), [busy]);

  return (
    <AppProvider isEmbeddedApp apiKey={apiKey}>
      <NavMenu>
        <Link to="/app" rel="home">
          Carillon
        </Link>
        <Link to="/app/endpoints">Endpoints</Link>
        <Link to="/app/deliveries">Deliveries</Link>
        <Link to="/app/flow">Shopify Flow</Link>
        <Link to="/app/alerts">Alerts</Link>
      </NavMenu>
      <main>{children}</main>
    </AppProvider>
  );
}
