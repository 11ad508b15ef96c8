// A merchant pastes a request and learns whether, or why not, its signature is right; and copies code that verifies it.
import { expect } from "vitest";
import { managementApi } from "#sandbox/demo/management-api.ts";
import { axeViolations, openPanel, panelFrame } from "../helpers/panel-frame.ts";
import { panelTests } from "../helpers/panel-tests.ts";

let endpoint: { id: string; secret: string };
let request: { headers: Record<string, string>; body: string };

const { inBrowser, at } = await panelTests(async ({ stack }) => {
  const { token } = (await stack.carillon("token", "create", "--shop", stack.shop, "--scope", "write")) as {
    token: string;
  };
  const api = managementApi(stack.appUrl, token);
  endpoint = await api.post("/endpoints", { url: `${stack.receiver.url}/hook`, topics: ["order/paid"] });
  await api.post(`/endpoints/${endpoint.id}/test`, {});
  const received = stack.receiver.received().at(-1);
  request = { headers: received?.headers ?? {}, body: received?.body ?? "" };
  await openPanel(at.page, stack, "/app");
  await at.panel.getByRole("link", { name: "Check a signature" }).click();
});

const card = () => at.panel.getByRole("region", { name: "Check a signature" });
const violations = () => axeViolations(panelFrame(at.page, at.stack.appUrl));

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
  expect(await at.panel.locator("body").textContent()).not.toContain(endpoint.secret.slice(6));
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
      await at.panel.getByRole("tab", { name: language, exact: true }).click();
      const code = at.panel.getByRole("region", { name: `Verification in ${language}` });
      await at.panel.getByLabel("Which signature").selectOption("plain");
      await expect.poll(() => code.textContent()).toMatch(/signature.next/i);
      await at.panel.getByLabel("Which signature").selectOption("standard");
      await expect.poll(() => code.textContent()).toMatch(/webhook.timestamp/i);
    }
    await at.panel.getByRole("button", { name: "Copy: Verification in Node" }).click();
    await at.panel.getByRole("button", { name: "Copied: Verification in Node" }).waitFor();
    expect(await at.page.evaluate(() => navigator.clipboard.readText())).toContain("function isFromCarillon");
    expect(await violations()).toEqual([]);
  },
);

inBrowser("the setup guide knows that a signature was checked", async () => {
  await openPanel(at.page, at.stack, "/app");
  const step = at.panel.getByRole("group").filter({ hasText: "Store the secret and check a signature" });
  await step.getByText("Done", { exact: true }).waitFor();
});

inBrowser("the browser complained about nothing, and nothing left this machine", () => {
  expect(at.tab.complaints).toEqual([]);
  expect(at.tab.escaped).toEqual([]);
});
