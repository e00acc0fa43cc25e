/** Places in a template, as people write them in either language: «Здравствуйте, {имя}!». */
const SPELLINGS = {
  clientName: ['имя', 'name'],
  company: ['компания', 'company'],
  deal: ['сделка', 'deal'],
  amount: ['сумма', 'amount'],
  manager: ['менеджер', 'manager'],
  managerPhone: ['телефон менеджера', 'manager phone'],
  ownCompany: ['наша компания', 'our company'],
  today: ['дата', 'date'],
} as const

export type Place = keyof typeof SPELLINGS
export const PLACES = Object.keys(SPELLINGS) as Place[]

const BY_SPELLING = new Map<string, Place>(
  PLACES.flatMap((place) => SPELLINGS[place].map((word): [string, Place] => [word, place])),
)
const IN_BRACES = /\{([^{}\n]{1,60})\}/g

const placeOf = (word: string): Place | undefined => BY_SPELLING.get(word.trim().toLowerCase().replace(/\s+/g, ' '))

/** How a place is written in a template of this language, with its braces. */
export function placeText(place: Place, language: 'ru' | 'en'): string {
  return `{${SPELLINGS[place][language === 'ru' ? 0 : 1]}}`
}

/** What stands in braces and is no place: a slip that would reach the client. */
export function unknownPlaces(text: string): string[] {
  return [...text.matchAll(IN_BRACES)].map(([, word = '']) => word).filter((word) => placeOf(word) === undefined)
}

/** Puts values into the places. Places without a value stay as they are written and are named in `missing`, so that nobody sends «Здравствуйте, !». */
export function filled(
  text: string,
  values: Partial<Record<Place, string | null>>,
): { text: string; missing: Place[] } {
  const missing = new Set<Place>()
  const written = text.replace(IN_BRACES, (whole, word: string) => {
    const place = placeOf(word)
    const value = place && values[place]
    if (place && !value) missing.add(place)
    return value || whole
  })
  return { text: written, missing: [...missing] }
}
