/** Russian is the source, English complete. */
export const languages = ['ru', 'en'] as const

export type Language = (typeof languages)[number]

export function isLanguage(value: unknown): value is Language {
  return value === 'ru' || value === 'en'
}

/** Takes a browser's `Accept-Language`; gives the best of ours, Russian when it names neither. */
export function preferredLanguage(accept: string | undefined): Language {
  const named = (accept ?? '')
    .split(',')
    .map((item) => {
      const [tag = '', quality] = item
        .trim()
        .toLowerCase()
        .split(/;\s*q=/)
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) }
    })
    .toSorted((a, b) => b.quality - a.quality)
  return named.map(({ language }) => language).find(isLanguage) ?? 'ru'
}

/** Tag for Intl. British English: day before month, as in Russian. */
export function localeOf(language: Language): string {
  return language === 'ru' ? 'ru-RU' : 'en-GB'
}

/**
 * Words for a count. Russian: `one` 1, 21 сделка; `few` 2, 3, 4 and 1,5 сделки; `many` 5, 11, 0 сделок. English: `one` and `other`.
 */
export type PluralForms =
  | { readonly one: string; readonly few: string; readonly many: string; readonly other?: string }
  | { readonly one: string; readonly other: string }

const rules: Record<Language, Intl.PluralRules> = {
  ru: new Intl.PluralRules('ru-RU'),
  en: new Intl.PluralRules('en-GB'),
}

/** The word alone: `plural('ru', 5, { one: 'сделка', few: 'сделки', many: 'сделок' })` → «сделок». */
export function plural(language: Language, n: number, forms: PluralForms): string {
  const category = rules[language].select(Math.abs(n))
  if (category === 'one') return forms.one
  if (!('few' in forms)) return forms.other
  if (category === 'many') return forms.many
  // Russian 'other' is a fraction: 1,5 сделки, the same word as after two.
  return category === 'few' ? forms.few : (forms.other ?? forms.few)
}
