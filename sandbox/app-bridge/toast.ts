import type { ToastOptions } from "@shopify/app-bridge-react";

const DURATION_MS = 5_000;
const shown = new Map<string, HTMLElement>();
let count = 0;

/** Shows a toast at the bottom of the page and answers its id. */
export function showToast(message: string, options: ToastOptions = {}): string {
  const id = String(++count);
  const toast = document.createElement("div");
  toast.setAttribute("role", "status");
  toast.toggleAttribute("data-error", options.isError === true);
  toast.append(message);
  if (options.action) toast.append(button(options.action, () => options.onAction?.()));
  const dismiss = button("×", () => {
    hideToast(id);
    options.onDismiss?.();
  });
  dismiss.setAttribute("aria-label", "Dismiss");
  toast.append(dismiss);
  shown.set(id, toast);
  stack().append(toast);
  setTimeout(() => hideToast(id), options.duration ?? DURATION_MS);
  return id;
}

export function hideToast(id: string): void {
  shown.get(id)?.remove();
  shown.delete(id);
}

function stack(): HTMLElement {
  const found = document.querySelector<HTMLElement>(".sandbox-toasts");
  if (found) return found;
  const made = document.createElement("div");
  made.className = "sandbox-toasts";
  document.body.append(made);
  return made;
}

function button(label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", press);
  return made;
}
