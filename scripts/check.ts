// Everything that must hold before a change is done. Stops at the first step that fails and shows what it said.
// `--without-tests`: for CI, which has run them already.
import { spawnSync } from "node:child_process";

const STEPS: [name: string, command: string][] = [
  ["types", "tsc --noEmit"],
  ["lint and format", "biome ci --error-on-warnings"],
  ["import rules", "depcruise app sandbox bench scripts --config .dependency-cruiser.cjs"],
  ["unused code", "knip"],
  [
    "generated files",
    ["operations", "docs", "toml-events", "flow-extensions"]
      .map((name) => `node scripts/generate-${name}.ts --check`)
      .join(" && "),
  ],
  ["migration drift", "node scripts/check-migrations.ts"],
  ["known weaknesses", "node scripts/audit.ts"],
  ["build", "npm run --silent build"],
  ["tests", "vitest run"],
];

const withoutTests = process.argv.includes("--without-tests");
for (const [name, command] of STEPS.filter(([name]) => name !== "tests" || !withoutTests)) {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(command, {
    shell: true,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  for (const note of stdout.match(/^note: .*/gm) ?? []) console.log(`       ${note}`);
  if (status !== 0) {
    console.log(`$ ${command}\n${stdout}${stderr}`);
    process.exit(1);
  }
}
