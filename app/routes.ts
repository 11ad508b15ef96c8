// Every address that Remix answers. The server's own (webhooks, API, health) are in app/server.
import { index, layout, type RouteConfig, route } from "@remix-run/route-config";

export default [
  index("routes/home.tsx"),
  route("auth/login", "routes/auth/login.tsx"),
  route("auth/*", "routes/auth/shopify.ts"),
  route("app", "routes/app/layout.tsx", [
    layout("routes/app/pages.tsx", [
      index("routes/app/index.tsx"),
      route("endpoints", "routes/app/endpoints/list.tsx"),
      route("endpoints/new", "routes/app/endpoints/new.tsx"),
      route("endpoints/:id", "routes/app/endpoints/page.tsx"),
      route("endpoints/:id/edit", "routes/app/endpoints/edit.tsx"),
      route("endpoints/:id/test", "routes/app/endpoints/test.ts"),
      route("endpoints/:id/delete", "routes/app/endpoints/delete.ts"),
      route("endpoints/:id/status", "routes/app/endpoints/status.ts"),
      route("endpoints/:id/headers", "routes/app/endpoints/headers.ts"),
      route("endpoints/:id/rotate-secret", "routes/app/endpoints/rotate-secret.ts"),
      route("endpoints/:id/finish-rotation", "routes/app/endpoints/finish-rotation.ts"),
      route("endpoints/:id/recover", "routes/app/recoveries/recover.ts"),
      route("deliveries", "routes/app/deliveries/list.tsx"),
      route("deliveries/resend-all", "routes/app/recoveries/resend-all.ts"),
      route("deliveries/:id", "routes/app/deliveries/page.tsx"),
      route("deliveries/:id/resend", "routes/app/deliveries/resend.ts"),
      route("recoveries/:id/cancel", "routes/app/recoveries/cancel.ts"),
      route("flow", "routes/app/flow/page.tsx"),
      route("flow/:handle/allow-events", "routes/app/flow/allow-events.ts"),
      route("flow/:handle/enable", "routes/app/flow/enable.ts"),
      route("alerts", "routes/app/alerts/page.tsx"),
      route("alerts/test", "routes/app/alerts/test.ts"),
      route("*", "routes/app/not-found.tsx"),
    ]),
  ]),
] satisfies RouteConfig;
