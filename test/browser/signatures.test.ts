// A merchant pastes a request and learns whether, or why not, its signature is right; and copies code that verifies it.
import { beforeAll, expect } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";

const { inBrowser, stack, panel, api, copied, open, glimpse, violations, expectQuiet } = await panelTests();
let endpoint: { id: string; secret: string };
let request: { headers: Record<string, string>; body: string };

beforeAll(async () => {
  endpoint = await api.post("/endpoints", { url: `${stack.receiver.url}/hook`, topics: ["order/paid"] });
  await api.post(`/endpoints/${endpoint.id}/test`, {});
  const received = stack.receiver.received().at(-1);
  request = { headers: received?.headers ?? {}, body: received?.body ?? "" };
  await open("/app");
  await panel.getByRole("link", { name: "Check a signature" }).click();
});

const card = () => panel.getByRole("region", { name: "Check a signature" });

async function check(headers: string, body: string): Promise<void> {
  await card().getByLabel("Headers", { exact: true }).fill(headers);
  await card().getByLabel("Body", { exact: true }).fill(body);
  await card().getByRole("button", { name: "Check", exact: true }).click();
}

const lines = () =>
  Object.entries(request.headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");

inBrowser("a request as it came is right, and what is missing is said at its field", async () => {
  await check("", request.body);
  await card().getByText("Paste this part of the request as well.").waitFor();
  expect(await violations()).toEqual([]);
  await check(lines(), request.body);
  await card().getByText("The signature is right").waitFor();
  expect(await violations()).toEqual([]);
  expect(await panel.locator("body").textContent()).not.toContain(endpoint.secret.slice(6));
});

inBrowser("a body that a parser had, a header that is cut off and no header at all are told", async () => {
  await check(JSON.stringify(request.headers), JSON.stringify(JSON.parse(request.body), null, 2));
  await card().getByText("The signature is not right").waitFor();
  await card()
    .getByText(/The body was formatted/)
    .waitFor();
  expect(await violations()).toEqual([]);
  await check(`signature: ${request.headers.signature?.slice(0, 30)}`, request.body);
  await card()
    .getByText(/the header signature is cut off/)
    .waitFor();
  await check("content-type: application/json", request.body);
  await card().getByText("There is no signature among these headers").waitFor();
});

inBrowser(
  "the code that verifies is there in five languages, for both signatures, to be copied",
  async () => {
    for (const language of ["PHP", "Python", "Ruby", "Go", "Node"]) {
      await panel.getByRole("tab", { name: language, exact: true }).click();
      const code = panel.getByRole("region", { name: `Verification in ${language}` });
      await panel.getByLabel("Which signature").selectOption("plain");
      await expect.poll(() => code.textContent()).toMatch(/signature.next/i);
      await panel.getByLabel("Which signature").selectOption("standard");
      await expect.poll(() => code.textContent()).toMatch(/webhook.timestamp/i);
    }
    await glimpse(panel.getByRole("button", { name: "Copied: Verification in Node" }), () =>
      panel.getByRole("button", { name: "Copy: Verification in Node" }).click(),
    );
    await copied(/function isFromCarillon/);
    expect(await violations()).toEqual([]);
  },
);

inBrowser("the setup guide knows that a signature was checked", async () => {
  await open("/app");
  const step = panel.getByRole("group").filter({ hasText: "Store the secret and check a signature" });
  await step.getByText("Done", { exact: true }).waitFor();
});

expectQuiet();
