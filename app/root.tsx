/// <reference types="vite/client" />
import type { LinksFunction, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
} from "@remix-run/react";
import { type ReactNode, useContext } from "react";
import { useTranslation } from "react-i18next";
import { AppBridge } from "./ui/app-bridge/app-bridge.tsx";
import bell from "./ui/shell/bell.svg?url";
import { NonceContext } from "./ui/shell/nonce.ts";
import { APP } from "./ui/shell/page-title.ts";
import styles from "./ui/shell/plain-page.css?url";
import { PlainPage } from "./ui/shell/plain-page.tsx";

export const links: LinksFunction = () => [
  { rel: "icon", type: "image/svg+xml", href: bell },
  { rel: "stylesheet", href: styles },
];

export const meta: MetaFunction = () => [{ title: APP }];

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const { i18n } = useTranslation();
  return (
    <html lang={i18n.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <AppBridge />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { t } = useTranslation();
  return isRouteErrorResponse(error) && error.status === 404 ? (
    <PlainPage title={t("nothingHere.title")}>
      <p>{t("nothingHere.openFromAdmin")}</p>
    </PlainPage>
  ) : (
    <PlainPage title={t("wentWrong.title")}>
      <p>{t("wentWrong.loadAgain")}</p>
    </PlainPage>
  );
}
