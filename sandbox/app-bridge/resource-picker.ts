import type { ShopifyGlobal } from "@shopify/app-bridge-react";
import { plainFetch, visit } from "./session.ts";

type ResourcePicker = ShopifyGlobal["resourcePicker"];

interface Product {
  id: string;
  title: string;
}

/**
 * Products alone, of which it gives id and title: what the panel uses. Answers undefined when the merchant closes it, as
 * App Bridge does.
 */
export const resourcePicker = (async ({ type, multiple = false, selectionIds = [] }) => {
  if (type !== "product") throw new Error(`App Bridge stub: the picker has no ${type}.`);
  const answer = await plainFetch(`/__sandbox/products?shop=${encodeURIComponent(visit.shop)}`);
  const products = (await answer.json()) as Product[];
  const chosen = await choose(products, new Set(selectionIds.map(({ id }) => id)), multiple !== false);
  return chosen && Object.assign(chosen, { selection: chosen });
}) as ResourcePicker;

function choose(products: Product[], before: Set<string>, multiple: boolean): Promise<Product[] | undefined> {
  const dialog = document.createElement("dialog");
  dialog.className = "sandbox-modal";
  dialog.setAttribute("aria-label", "Add products");
  const form = document.createElement("form");
  form.method = "dialog";
  for (const { id, title } of products) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = multiple ? "checkbox" : "radio";
    box.name = "product";
    box.value = id;
    box.checked = before.has(id);
    label.append(box, ` ${title}`);
    form.append(label, document.createElement("br"));
  }
  for (const [label, value] of [
    ["Cancel", ""],
    ["Select", "select"],
  ] as const) {
    const button = document.createElement("button");
    button.textContent = label;
    button.value = value;
    form.append(button);
  }
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const ids = new FormData(form).getAll("product");
      dialog.remove();
      resolve(dialog.returnValue === "select" ? products.filter(({ id }) => ids.includes(id)) : undefined);
    });
  });
}
