// What a browser does with the panel's headers, and what it keeps of the token with which the panel was opened.
import { beforeAll, expect } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";

const { inBrowser, stack, tab, panel, frame, open } = await panelTests();

/** address and referrer of every request */
const requests: { url: string; referrer: string }[] = [];

beforeAll(async () => {
  tab.page.on("request", (request) => {
    requests.push({ url: request.url(), referrer: request.headers().referer ?? "" });
  });
  await open(""); // until it answers: a link that the browser itself follows loads the panel anew
});

const TOKEN = /id_token|hmac=/;
const withToken = () => requests.filter(({ url }) => TOKEN.test(url)).map(({ url }) => new URL(url).pathname);

inBrowser(
  "after the first load no address, link, request or entry of the history has the session token",
  async () => {
    expect(withToken()).toEqual(["/app"]);
    const address = () => frame().evaluate(() => location.href);
    await expect.poll(address).toMatch(/\/app\?.*shop=/);
    expect(await address()).not.toMatch(TOKEN);
    const links = await frame().evaluate(() =>
      [...document.querySelectorAll("a")].map(({ href }) => href).join(" "),
    );
    expect(links).toContain("/app/endpoints");
    expect(links).not.toMatch(TOKEN);

    await panel.getByRole("link", { name: "Add endpoint" }).click();
    const url = panel.getByRole("textbox", { name: "URL", exact: true });
    await url.fill("x");
    await url.fill("");
    await url.blur();
    await panel.getByText("Enter the URL that should receive the events.").waitFor();
    await frame().evaluate(() => history.back());
    await panel.getByRole("link", { name: "Add endpoint" }).waitFor();
    expect(await address()).not.toMatch(TOKEN);
    expect(withToken()).toHaveLength(1);
    expect(requests.filter(({ referrer }) => TOKEN.test(referrer))).toEqual([]);
    expect(
      requests.some(({ url, referrer }) => url.includes(".data") && referrer === `${stack.appUrl}/`),
    ).toBe(true);
    expect(tab.complaints).toEqual([]);
  },
);

inBrowser(
  "a script that somebody gets into the page does not run, nor does it reach another host",
  async () => {
    const ran = await frame().evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "globalThis.injected = true";
      document.body.append(script);
      const button = document.createElement("button");
      button.setAttribute("onclick", "globalThis.injected = true");
      document.body.append(button);
      button.click();
      const reached = await fetch("https://evil.example/").then(
        () => true,
        () => false,
      );
      return [(globalThis as { injected?: boolean }).injected ?? false, reached];
    });
    expect(ran).toEqual([false, false]);
    expect(tab.escaped).toEqual([]);
    await expect.poll(() => tab.complaints.join("\n")).toMatch(/Content Security Policy/);
  },
);
