// The panel's side of the talk with the fake admin around it. Opened on its own, without the admin, the panel shows
// its menu and title bar itself (styles.ts) and these messages go nowhere.
import type { AdminMessage, FrameMessage } from "../admin/messages.ts";
import { leaveConfirmation } from "./leave.ts";

declare global {
  var __sandbox: { adminOrigin: string };
}

const { adminOrigin } = globalThis.__sandbox;
export const isFramed = window.parent !== window;

const NAVIGATION = "ui-nav-menu a, s-app-nav a";

export function tellAdmin(message: FrameMessage): void {
  if (isFramed) window.parent.postMessage(message, adminOrigin);
}

export function connectAdmin(): void {
  addEventListener("message", (event: MessageEvent<AdminMessage>) => {
    if (event.source !== window.parent || event.origin !== adminOrigin) return;
    if (event.data.kind === "go") go(event.data.href);
    else if (event.data.kind === "press") titleButtons()[event.data.index]?.click();
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a");
    const href = link?.getAttribute("href") ?? "";
    if (link?.matches(NAVIGATION)) {
      event.preventDefault();
      go(href);
    } else if (href.startsWith("shopify:")) {
      event.preventDefault();
      window.shopify.toast.show("The sandbox has no pages of Shopify's admin", { isError: true });
    }
  });
  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name].bind(history);
    history[name] = (...change) => {
      original(...change);
      reportPath();
    };
  }
  addEventListener("popstate", reportPath);
  addEventListener("load", () => {
    reportPath();
    reportTitle();
    new MutationObserver(reportTitle).observe(document.head, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
}

export function reportMenu(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(NAVIGATION)]
    .filter((link) => link.rel !== "home")
    .map((link) => ({ label: link.textContent ?? "", href: link.getAttribute("href") ?? "" }));
  tellAdmin({ kind: "menu", links });
}

export function reportTitle(): void {
  const actions = titleButtons().map((button) => ({
    label: button.textContent ?? "",
    primary: button.getAttribute("variant") === "primary",
    disabled: button.disabled || button.hasAttribute("loading"),
  }));
  tellAdmin({ kind: "title", title: titleBar()?.getAttribute("title") ?? document.title, actions });
}

/** The parameters that the admin gave are its own business; the rest of the address is the panel's. */
function reportPath(): void {
  const url = new URL(location.href);
  for (const name of ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp"]) {
    url.searchParams.delete(name);
  }
  tellAdmin({ kind: "path", path: url.pathname + url.search });
}

/** A link of the menu was followed: the app's router does the rest (shopify:navigate). */
async function go(href: string): Promise<void> {
  await leaveConfirmation();
  const link = [...document.querySelectorAll(NAVIGATION)].find(
    (found) => found.getAttribute("href") === href,
  );
  link?.dispatchEvent(new Event("shopify:navigate", { bubbles: true }));
}

const titleBar = () => [...document.querySelectorAll("ui-title-bar")].find((bar) => !bar.closest("ui-modal"));

const titleButtons = () => [...(titleBar()?.querySelectorAll("button") ?? [])];
