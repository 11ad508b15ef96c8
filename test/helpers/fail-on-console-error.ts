import { afterEach, beforeEach, expect, vi } from "vitest";

// A test that makes something complain has found something.
beforeEach(() => {
  vi.spyOn(console, "error");
});

afterEach(() => {
  // Of tests that run side by side the first to end restores it.
  const calls = vi.isMockFunction(console.error) ? vi.mocked(console.error).mock.calls : [];
  vi.restoreAllMocks();
  expect(calls, "console.error was called").toEqual([]);
});
