// Around every page of the panel, so that a page's error leaves the admin's menu and App Bridge in place.
import type { MetaFunction } from "@remix-run/node";
import { Outlet } from "@remix-run/react";
import { PageError } from "../../ui/errors/page-error.tsx";
import { APP, pageTitle } from "../../ui/shell/page-title.ts";

export const meta: MetaFunction = ({ error, matches }) =>
  error ? pageTitle(matches, (t) => t("error.pageTitle")) : [{ title: APP }];

export default function Pages() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <PageError />;
}
