import { useTranslation } from "react-i18next";

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** "3 days 3 hours": a length of time in its two largest units. */
export function useSpan(): (milliseconds: number) => string {
  const { t } = useTranslation("settings");
  return (milliseconds) => {
    const parts: string[] = [];
    let rest = milliseconds;
    for (const [unit, size] of UNITS) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0) parts.push(t(`sending.units.${unit}`, { count }));
    }
    return parts.slice(0, 2).join(" ");
  };
}
