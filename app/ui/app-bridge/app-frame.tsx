import { Link, useNavigation } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { type ReactNode, useEffect } from "react";
import { bridge } from "./bridge.ts";

/** The panel inside the Shopify admin: Polaris, the admin's menu and its loading bar. App Bridge is in the head. */
export function AppFrame({ children }: { children: ReactNode }) {
  const busy = useNavigation().state !== "idle";
  useEffect(() => bridge()?.loading(busy), [busy]);

  return (
    <AppProvider isEmbeddedApp={false} apiKey="">
      <NavMenu>
        <Link to="/app" rel="home">
          Carillon
        </Link>
        <Link to="/app/endpoints">Endpoints</Link>
        <Link to="/app/deliveries">Deliveries</Link>
        <Link to="/app/flow">Shopify Flow</Link>
        <Link to="/app/webhooks">Webhooks</Link>
        <Link to="/app/alerts">Alerts</Link>
        <Link to="/app/privacy">Privacy</Link>
      </NavMenu>
      <main>{children}</main>
    </AppProvider>
  );
}
