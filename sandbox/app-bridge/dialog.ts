/** What a modal and a save bar have in common: they are shown and hidden, and say so. */
export abstract class Dialog extends HTMLElement {
  showing = false;

  async show(): Promise<void> {
    if (this.showing) return;
    this.showing = true;
    this.open();
    this.dispatchEvent(new Event("show"));
  }

  async hide(): Promise<void> {
    if (!this.showing) return;
    this.showing = false;
    this.close();
    this.dispatchEvent(new Event("hide"));
  }

  toggle(): Promise<void> {
    return this.showing ? this.hide() : this.show();
  }

  protected abstract open(): void;
  protected abstract close(): void;
}

/** A button of ours that stands for one of the page's, which App Bridge keeps hidden. */
export function mirrorButton(original: HTMLButtonElement): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = original.textContent;
  button.disabled = original.disabled || original.hasAttribute("loading");
  for (const name of ["variant", "tone"]) {
    const value = original.getAttribute(name);
    if (value) button.setAttribute(name, value);
  }
  button.addEventListener("click", () => original.click());
  return button;
}
