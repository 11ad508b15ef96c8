import { Dialog, mirrorButton } from "./dialog.ts";

/** <ui-modal>: React puts the content into `content`; it shows in a dialog over the page. */
export class UiModal extends Dialog {
  content: HTMLElement = document.createElement("div");
  #dialog: HTMLDialogElement | undefined;
  #watcher: MutationObserver | undefined;

  get variant(): string {
    return this.getAttribute("variant") ?? "base";
  }

  disconnectedCallback(): void {
    this.hide();
  }

  protected open(): void {
    if (this.hasAttribute("src")) throw new Error("App Bridge stub: a modal with src is not in the sandbox.");
    const dialog = document.createElement("dialog");
    dialog.className = "sandbox-modal";
    dialog.dataset.variant = this.variant;
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.hide();
    });
    const [header, footer] = [document.createElement("header"), document.createElement("footer")];
    dialog.append(header, this.content, footer);
    this.#dialog = dialog;
    this.#fill(header, footer);
    this.#watcher = new MutationObserver(() => this.#fill(header, footer));
    this.#watcher.observe(this, { subtree: true, childList: true, characterData: true, attributes: true });
    document.body.append(dialog);
    dialog.showModal();
  }

  protected close(): void {
    this.#watcher?.disconnect();
    this.#dialog?.close();
    this.#dialog?.remove();
    this.#dialog = undefined;
  }

  /** Title and buttons come from <ui-title-bar>. */
  #fill(header: HTMLElement, footer: HTMLElement): void {
    const bar = this.querySelector("ui-title-bar");
    const title = document.createElement("h2");
    title.textContent = bar?.getAttribute("title") ?? "";
    this.#dialog?.setAttribute("aria-label", title.textContent || "Dialog");
    const close = document.createElement("button");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.textContent = "×";
    close.addEventListener("click", () => this.hide());
    header.replaceChildren(title, close);
    footer.replaceChildren(...[...(bar?.querySelectorAll("button") ?? [])].map(mirrorButton).reverse());
  }
}
