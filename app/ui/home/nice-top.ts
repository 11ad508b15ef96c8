const STEPS = [1, 2, 4, 6, 8, 10];

/** The end of a scale on which `most` has its place: one that people count with, e.g. 80 for 63. At least 2. */
export function niceTop(most: number): number {
  if (most <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = STEPS.find((candidate) => candidate * power >= most) ?? 10;
  return step * power;
}
