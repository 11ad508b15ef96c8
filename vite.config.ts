// The panel's build: browser assets to build/client, the Remix handler to build/server.
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [
    remix({
      future: {
        v3_fetcherPersist: true,
        // A dozen routes fit into the first page. Asking for them one by one also races with fetchers: one that
        // revalidates while a navigation still asks for its route completes that navigation with no page.
        v3_lazyRouteDiscovery: false,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  // Without these, Vite finds dependencies page by page in development, and the first page runs two copies of React.
  optimizeDeps: { entries: ["app/entry.client.tsx", "app/root.tsx", "app/routes/**/*.tsx"] },
  build: { target: "es2022", assetsInlineLimit: 0 },
});
