/** Who leaves on a day works on that day, and on every day before it. */
export const worksOn = ({ leftOn }: { leftOn: string | null }, day: string): boolean => leftOn === null || leftOn >= day
