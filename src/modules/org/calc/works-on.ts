/** Who leaves on a day works on that day, and on every day before it. */
export const worksOn = ({ leftOn }: { leftOn: string | null }, day: string): boolean => leftOn === null || leftOn >= day

/** Who is there on that day to be asked, led or told: employed, and let in. */
export const isAtWork = (person: { leftOn: string | null; state: string }, day: string): boolean =>
  worksOn(person, day) && person.state !== 'disabled'
