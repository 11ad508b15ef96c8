// A stub of Shopify's App Bridge (https://cdn.shopify.com/shopifycloud/app-bridge.js), which exists nowhere but on
// Shopify's CDN. It does what the panel uses, on a page of the sandbox, and throws for everything else.
// Nothing here touches the document before React has taken it over: no nodes, no attributes (React error 418).

import { connectAdmin } from "./admin-link.ts";
import { api, refuseUnknown } from "./api.ts";
import { authorizeFetch } from "./authorized-fetch.ts";
import { leaveBouncePage } from "./bounce-page.ts";
import { defineElements } from "./elements.ts";
import { addStyles } from "./styles.ts";

authorizeFetch();
defineElements();
addStyles();
connectAdmin();
Object.defineProperty(window, "shopify", { value: refuseUnknown(api) });
leaveBouncePage();
