// The headers of the library's thrown answers (a fresh session token is wanted, the app is to be installed again)
// reach App Bridge only through these.
export { boundary } from "@shopify/shopify-app-remix/server";
