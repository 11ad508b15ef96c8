// Builds the process itself (app/main.ts) to build/main.js; everything from node_modules stays there.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    ssr: "app/main.ts",
    outDir: "build",
    emptyOutDir: false,
    target: "node22",
    sourcemap: true,
    rollupOptions: { output: { entryFileNames: "main.js" } },
  },
});
