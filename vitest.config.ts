import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Most of its time is waiting: begun first, it costs the others nothing. */
const FIRST = "faults.test.ts";

/** Of the longest begin first, then the browser tests one after the other: a worker keeps its sandbox for the next. */
const rank = ({ moduleId, project }: TestSpecification): number => {
  if (moduleId.endsWith(FIRST)) return 0;
  return project.name === "browser" ? 1 : 2;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

const BROWSER_TESTS = "test/browser/**/*.test.ts";

const common = {
  setupFiles: "test/helpers/fail-on-console-error.ts",
  maxWorkers: 3, // also on two cores: tests wait for sockets and servers more than they compute
  env: { TZ: "UTC", LC_ALL: "C" },
  unstubEnvs: true, // files share a worker
  expect: { poll: { timeout: 15_000 } },
  testTimeout: 30_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    globalSetup: "test/helpers/global-setup.ts", // once for both projects
    sequence: { sequencer: LongestFirst },
    maxWorkers: common.maxWorkers,
    projects: [
      { test: { ...common, name: "browser", include: [BROWSER_TESTS], isolate: false } },
      {
        test: {
          ...common,
          name: "rest",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [BROWSER_TESTS],
          // The app keeps no state in its modules, so a worker loads them, and Shopify's schema of 15 MB, once.
          isolate: false,
        },
      },
    ],
  },
});
