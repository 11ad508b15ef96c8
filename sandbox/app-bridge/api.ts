// window.shopify, as far as the panel uses it. Typed by Shopify's own @shopify/app-bridge-types.
import type { ShopifyGlobal } from "@shopify/app-bridge-react";
import { tellAdmin } from "./admin-link.ts";
import { app } from "./app.ts";
import { Dialog } from "./dialog.ts";
import { leaveConfirmation } from "./leave.ts";
import { resourcePicker } from "./resource-picker.ts";
import { scopes } from "./scopes.ts";
import { idToken, visit } from "./session.ts";
import { hideToast, showToast } from "./toast.ts";

const dialog = (id: string): Dialog => {
  const found = document.getElementById(id);
  if (found instanceof Dialog) return found;
  throw new Error(`App Bridge stub: there is no modal or save bar with the id ${id}.`);
};

const switches = {
  show: async (id: string) => dialog(id).show(),
  hide: async (id: string) => dialog(id).hide(),
  toggle: async (id: string) => dialog(id).toggle(),
};

export const api = {
  config: { apiKey: visit.apiKey, shop: visit.shop, host: visit.host, locale: visit.locale },
  origin: location.origin,
  ready: Promise.resolve(),
  environment: { embedded: true, mobile: false, pos: false, intent: false },
  idToken,
  user: async () => ({
    id: 1,
    name: "Sandbox user",
    email: "user@example.com",
    accountAccess: "Administrator",
  }),
  loading: (isLoading = true) => tellAdmin({ kind: "loading", loading: isLoading }),
  toast: { show: showToast, hide: hideToast },
  app,
  resourcePicker,
  scopes,
  modal: switches,
  saveBar: { ...switches, leaveConfirmation },
} satisfies Partial<ShopifyGlobal>;

/** What the stub lacks is an error, not an undefined that a page might pass over. */
export function refuseUnknown<T extends object>(known: T): T {
  return new Proxy(known, {
    get(target, name, receiver) {
      if (typeof name === "string" && !(name in target) && name !== "then" && name !== "toJSON") {
        throw new Error(
          `shopify.${name} is not in the sandbox's App Bridge stub (sandbox/app-bridge/api.ts).`,
        );
      }
      return Reflect.get(target, name, receiver);
    },
  });
}
