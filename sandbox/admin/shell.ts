// The fake admin's own script: shows the menu and title that the panel declares, keeps the address in step with the
// frame, and switches the frame's width.
import type { AdminConfig, AdminMessage, FrameMessage, MenuLink, TitleAction } from "./messages.ts";

const element = <E extends HTMLElement>(id: string): E => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found as E;
};

const config = JSON.parse(element("config").textContent ?? "") as AdminConfig;
const panel = element<HTMLIFrameElement>("panel");
let links: MenuLink[] = [];

addEventListener("message", (event: MessageEvent<FrameMessage>) => {
  if (event.origin !== config.appOrigin || event.source !== panel.contentWindow) return;
  const message = event.data;
  if (message.kind === "title") showTitle(message.title, message.actions);
  else if (message.kind === "menu") showMenu(message.links);
  else if (message.kind === "path") showPath(message.path);
  else if (message.kind === "loading") element("loading").hidden = !message.loading;
});

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-width]")) {
  button.addEventListener("click", () => {
    panel.classList.toggle("narrow", button.dataset.width === "390");
    for (const other of document.querySelectorAll("button[data-width]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
  });
}

const tell = (message: AdminMessage) => panel.contentWindow?.postMessage(message, config.appOrigin);

function showTitle(title: string, actions: TitleAction[]): void {
  element("title").textContent = title;
  document.title = `${title} · Sandbox`;
  const buttons = actions.map((action, index) => {
    const button = document.createElement("button");
    button.textContent = action.label;
    button.disabled = action.disabled;
    button.classList.toggle("primary", action.primary);
    button.addEventListener("click", () => tell({ kind: "press", index }));
    return button;
  });
  element("actions").replaceChildren(...buttons);
}

function showMenu(declared: MenuLink[]): void {
  links = declared;
  const items = links.map((link) => {
    const anchor = document.createElement("a");
    anchor.textContent = link.label;
    anchor.href = config.base + link.href;
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      tell({ kind: "go", href: link.href });
    });
    const item = document.createElement("li");
    item.append(anchor);
    return item;
  });
  element("menu").replaceChildren(...items);
  markCurrent(location.pathname.slice(config.base.length));
}

function showPath(path: string): void {
  history.replaceState(null, "", config.base + path);
  markCurrent(path.split("?")[0] ?? path);
}

/** The longest link that the path begins with, as Shopify's menu does. */
function markCurrent(path: string): void {
  const current = links
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  element("menu")
    .querySelectorAll("a")
    .forEach((anchor, index) => {
      if (links[index] === current) anchor.setAttribute("aria-current", "page");
      else anchor.removeAttribute("aria-current");
    });
}
