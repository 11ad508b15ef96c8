import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData, useRouteError } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import { missingForShopify } from "../../config/env.ts";
import { depsOf } from "../../deps.server.ts";
import { languageOf } from "../../locales/languages.ts";
import { endpointsFoundAgain } from "../../queries/found-again.ts";
import { authenticatePanel } from "../../shopify/authenticate-panel.ts";
import { boundary } from "../../shopify/boundary.server.ts";
import { AppFrame } from "../../ui/app-bridge/app-frame.tsx";
import { PolarisFrame } from "../../ui/app-bridge/polaris-frame.tsx";
import { ShopifyAnswer, shopifyAnswer } from "../../ui/app-bridge/shopify-answer.tsx";
import { UnstoredSecretGuard } from "../../ui/endpoints/unstored-secret-guard.tsx";
import { NotConfigured } from "../../ui/errors/not-configured.tsx";
import { PageError } from "../../ui/errors/page-error.tsx";
import { APP } from "../../ui/shell/page-title.ts";
import panelStyles from "../../ui/shell/panel.css?url";
import { ShopNewsBanners } from "../../ui/shell/shop-news.tsx";
import { ShopClockProvider } from "../../ui/time/shop-clock.tsx";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: panelStyles },
];

export { shouldRevalidate } from "../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction = () => [{ title: APP }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  if (!deps.shopify) {
    return data({ kind: "not_configured" as const, missing: missingForShopify(deps.env) }, { status: 503 });
  }
  const { id, timezone, awaySince } = await authenticatePanel(deps, request);
  const news = { awaySince, foundAgain: await endpointsFoundAgain(deps, id) };
  const apiKey = deps.env.SHOPIFY_API_KEY ?? "";
  const language = languageOf(request);
  return { kind: "ready" as const, apiKey, language, timezone, now: deps.clock.now(), news };
}

export default function AppLayout() {
  const answer = useLoaderData<typeof loader>();
  if (answer.kind === "not_configured") return <NotConfigured missing={answer.missing} />;
  return (
    <AppFrame>
      <UnstoredSecretGuard />
      <ShopClockProvider now={answer.now} timezone={answer.timezone}>
        <ShopNewsBanners {...answer.news} />
        <Outlet />
      </ShopClockProvider>
    </AppFrame>
  );
}

export function ErrorBoundary() {
  const answer = shopifyAnswer(useRouteError());
  if (answer !== undefined) return <ShopifyAnswer html={answer} />;
  return (
    <PolarisFrame>
      <PageError />
    </PolarisFrame>
  );
}
