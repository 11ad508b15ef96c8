import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    globalSetup: "test/helpers/global-setup.ts",
    setupFiles: "test/helpers/fail-on-console-error.ts",
    env: { TZ: "UTC", LC_ALL: "C" },
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
