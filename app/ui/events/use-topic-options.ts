import { TOPICS } from "../../topics/catalog.ts";
import { CATEGORIES, type Category } from "../../topics/categories.ts";
import { useCategoryName } from "../topics/use-category-name.ts";

/** Every topic under its category, for a select. */
export function useTopicOptions(): { title: string; options: { label: string; value: string }[] }[] {
  const categoryName = useCategoryName();
  return (Object.keys(CATEGORIES) as Category[]).map((category) => ({
    title: categoryName(category),
    options: TOPICS.filter((topic) => topic.category === category).map(({ name }) => ({
      label: name,
      value: name,
    })),
  }));
}
