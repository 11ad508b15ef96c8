import { useTranslation } from "react-i18next";
import type { Category } from "../../topics/categories.ts";

/** What a category is called, in the visitor's language. The API and the documents have their names in categories.ts. */
export function useCategoryName(): (category: Category) => string {
  const { t } = useTranslation("topics");
  return (category) => t(`category.${category}`);
}
