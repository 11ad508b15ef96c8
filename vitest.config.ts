import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Most of its time is waiting: begun first, it costs the others nothing. */
const FIRST = "faults.test.ts";

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isFirst = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith(FIRST));
    return (await super.sort(files)).toSorted((a, b) => isFirst(b) - isFirst(a));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    globalSetup: "test/helpers/global-setup.ts",
    setupFiles: "test/helpers/fail-on-console-error.ts",
    maxWorkers: 3, // also on two cores: tests wait for sockets and servers more than they compute
    sequence: { sequencer: LongestFirst },
    env: { TZ: "UTC", LC_ALL: "C" },
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
