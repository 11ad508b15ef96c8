import type { MetaFunction } from "@remix-run/node";
import { APP } from "../../ui/shell/page-title.ts";
import { PlainPage } from "../../ui/shell/plain-page.tsx";

export const meta: MetaFunction = () => [{ title: `Open Carillon · ${APP}` }];

/** Shopify installs the app and signs merchants in; whoever lands here came without a shop. */
export default function Login() {
  return (
    <PlainPage title="Open Carillon from Shopify">
      <p>
        Carillon works inside your Shopify admin. Sign in to your store, open the Apps menu, and choose
        Carillon.
      </p>
    </PlainPage>
  );
}
