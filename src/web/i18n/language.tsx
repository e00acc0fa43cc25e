import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { z } from 'zod'
import { issueInWords, markMissing } from '#core/i18n/issue-words.ts'
import { isLanguage, preferredLanguage, type Language } from '#core/i18n/language.ts'
import { storedText, storeText } from '../stored-text.ts'

type LanguageChoice = { language: Language; setLanguage: (language: Language) => void }

const storageKey = 'mostik.language'
const LanguageContext = createContext<LanguageChoice>({ language: 'ru', setLanguage: () => {} })

function savedLanguage(): Language {
  const saved = storedText(storageKey)
  return isLanguage(saved) ? saved : preferredLanguage(navigator.languages.join(','))
}

/** Holds the language of the interface; a change needs no reload and is remembered in this browser. */
export function LanguageProvider({ initial, children }: { initial?: Language; children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(initial ?? savedLanguage)
  useEffect(() => {
    document.documentElement.lang = language
    // What a form says of a wrong field before it is sent; the server says the same words.
    z.config({ localeError: (issue) => issueInWords(language, { ...issue, message: markMissing(issue) }) })
  }, [language])
  const choice = useMemo(
    () => ({
      language,
      setLanguage: (next: Language) => {
        storeText(storageKey, next)
        setLanguage(next)
      },
    }),
    [language],
  )
  return <LanguageContext value={choice}>{children}</LanguageContext>
}

/** The language now and the way to change it. */
export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext)
}

/**
 * Picks the texts of the current language. Takes `{ ru, en }` of a module (`texts.ru.ts` is the source,
 * `texts.en.ts` satisfies its type), gives the one in force with the type of the Russian.
 */
export function useTexts<T>(texts: { ru: T; en: NoInfer<T> }): T {
  return texts[useLanguage().language]
}

/** The language in force, for code outside of React: the header of requests. */
export function currentLanguage(): Language {
  return isLanguage(document.documentElement.lang) ? document.documentElement.lang : savedLanguage()
}
