import { Link, useNavigation } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { APP } from "../shell/page-title.ts";
import { bridge } from "./bridge.ts";
import { PolarisFrame } from "./polaris-frame.tsx";

/** The panel inside the Shopify admin: Polaris, the admin's menu and its loading bar. App Bridge is in the head. */
export function AppFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const busy = useNavigation().state !== "idle";
  useEffect(() => bridge()?.loading(busy), [busy]);

  return (
    <PolarisFrame>
      <NavMenu>
        <Link to="/app" rel="home">
          {APP}
        </Link>
        <Link to="/app/endpoints">{t("menu.endpoints")}</Link>
        <Link to="/app/deliveries">{t("menu.deliveries")}</Link>
        <Link to="/app/events">{t("menu.events")}</Link>
        <Link to="/app/topics">{t("menu.topics")}</Link>
        <Link to="/app/flow">{t("menu.flow")}</Link>
        <Link to="/app/settings">{t("menu.settings")}</Link>
      </NavMenu>
      {children}
    </PolarisFrame>
  );
}
