// App Bridge's custom elements. The page's own markup inside them is the source; what they show is drawn from it.
import { reportMenu, reportTitle } from "./admin-link.ts";
import { UiModal } from "./modal.ts";
import { UiSaveBar } from "./save-bar.ts";

/** An element that reports its content to the admin, now and at every change. */
class Reported extends HTMLElement {
  #watcher = new MutationObserver(() => this.report());

  connectedCallback(): void {
    this.#watcher.observe(this, { subtree: true, childList: true, characterData: true, attributes: true });
    this.report();
  }

  disconnectedCallback(): void {
    this.#watcher.disconnect();
    this.report();
  }

  report(): void {}
}

class UiTitleBar extends Reported {
  override report(): void {
    reportTitle();
  }
}

class UiNavMenu extends Reported {
  override report(): void {
    reportMenu();
  }
}

export function defineElements(): void {
  customElements.define("ui-modal", UiModal);
  customElements.define("ui-save-bar", UiSaveBar);
  customElements.define("ui-title-bar", UiTitleBar);
  customElements.define("ui-nav-menu", UiNavMenu);
  customElements.define("s-app-nav", class extends UiNavMenu {});
}
