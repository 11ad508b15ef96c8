import { beforeAll, expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";
import { apiClient, type Call } from "./api-client.ts";

let call: Call;

beforeAll(async () => {
  const { deps } = await createTestDeps();
  const { port } = await serve(deps, { withPanel: false });
  const { token } = await createToken(deps, await addShop(deps), "write");
  call = apiClient(`http://127.0.0.1:${port}/api/v1`, token);
});

test.each<[string, object, string, RegExp]>([
  ["no URL", { topics: ["*"] }, "url", /Enter the URL/],
  ["a URL that is none", { url: "example.com", topics: ["*"] }, "url", /begins with https/],
  ["another scheme", { url: "ftp://example.com", topics: ["*"] }, "url", /begins with https/],
  ["credentials in the URL", { url: "https://user:pass@example.com", topics: ["*"] }, "url", /in a header/],
  ["a private address", { url: "https://10.0.0.1/hook", topics: ["*"] }, "url", /private network/],
  ["an encoded private address", { url: "https://0x0a000001/hook", topics: ["*"] }, "url", /private network/],
  ["no topic", { url: "https://example.com", topics: [] }, "topics", /at least one topic/],
  [
    "an unknown topic",
    { url: "https://example.com", topics: ["order/lost"] },
    "topics",
    /no topic "order\/lost"/,
  ],
  [
    "a header of ours",
    { url: "https://example.com", topics: ["*"], headers: { "X-Topic": "a" } },
    "headers",
    /set by Carillon/,
  ],
  [
    "a header with a line break",
    { url: "https://example.com", topics: ["*"], headers: { "x-a": "a\r\nb: c" } },
    "headers",
    /printable/,
  ],
  ["headers that are none", { url: "https://example.com", topics: ["*"], headers: null }, "headers", /names/],
  ["a secret that is none", { url: "https://example.com", topics: ["*"], secret: 5 }, "secret", /a text/],
  ["topics that are none", { url: "https://example.com", topics: [5] }, "topics.0", /name of a topic/],
  ["half a character", { url: "https://example.com/\ud800", topics: ["*"] }, "url", /half characters/],
  [
    "half a character in the description",
    { url: "https://example.com", topics: ["*"], description: "a\udc00b" },
    "description",
    /half characters/,
  ],
  [
    "no text for a description",
    { url: "https://example.com", topics: ["*"], description: null },
    "description",
    /text/,
  ],
  ["a weak secret", { url: "https://example.com", topics: ["*"], secret: "short" }, "secret", /24 to 128/],
  [
    "a rate limit of nothing",
    { url: "https://example.com", topics: ["*"], rate_limit: 0 },
    "rate_limit",
    /at least 1/,
  ],
  [
    "a control character",
    { url: "https://example.com", topics: ["*"], description: "a\u0000b" },
    "description",
    /control characters/,
  ],
  ["an unknown field", { url: "https://example.com", topics: ["*"], colour: "red" }, "colour", /.+/],
])("%s is a 422 problem that names the field", async (_what, body, field, message) => {
  const answer = await call("POST", "/endpoints", body);
  expect([answer.status, answer.type]).toEqual([422, "application/problem+json; charset=utf-8"]);
  expect(answer.json.errors[field]).toEqual([expect.stringMatching(message)]);
});
