import { ApiVersion } from "@shopify/shopify-api";

/** The same as in shopify.app.toml; a test compares them. */
export const API_VERSION = ApiVersion.October26;
