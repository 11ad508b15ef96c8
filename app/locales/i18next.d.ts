import "i18next";
import type { en } from "./en.ts";

// A key that the English files do not have is an error of types.
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof en;
    returnNull: false;
  }
}
