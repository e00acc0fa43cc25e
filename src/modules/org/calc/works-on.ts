/** Who leaves on a day works on that day, and on every day before it. */
export const worksOn = ({ leftOn }: { leftOn: string | null }, day: string): boolean => leftOn === null || leftOn >= day

/** Who belongs to the company on that day: taken on by then, and not left before. */
export const isEmployed = (person: { hiredOn: string | null; leftOn: string | null }, day: string): boolean =>
  (person.hiredOn === null || person.hiredOn <= day) && worksOn(person, day)

/** Who is there on that day to be asked, led or told: employed, and let in. */
export const isAtWork = (person: { leftOn: string | null; state: string }, day: string): boolean =>
  worksOn(person, day) && person.state !== 'disabled'

/** Who can be given work of that day: taken on by then, not left, and let in. */
export const worksHere = (
  person: { hiredOn: string | null; leftOn: string | null; state: string },
  day: string,
): boolean => isEmployed(person, day) && isAtWork(person, day)
