import type { Language } from '#core/i18n/language.ts'

/** What a notice says: its title, and a line more if there is something to add. */
export interface NoticeWords {
  title: string
  body?: string | null
}

export type NoticeData = Record<string, string | number | boolean | null>

/** The part of a module's texts that is about notices; `en` satisfies the type of `ru` as always. */
export interface NoticeTexts {
  /** By kind: `LEAD_ASSIGNED: (data: { title: string }) => ({ title: `Вам назначен лид: ${data.title}` })`. */
  notices: Record<string, (data: never) => NoticeWords>
  /** What a kind is called in the settings of its receiver: `LEAD_ASSIGNED: 'Новый лид'`. */
  noticeNames?: Record<string, string>
}

export interface AllNotices {
  /** Every kind that some module sends, in the order of the modules. */
  kinds: readonly string[]
  /** The words of one notice; of an unknown kind the kind itself. */
  words(language: Language, kind: string, data: NoticeData): { title: string; body: string | null }
  name(language: Language, kind: string): string
}

/** Joins what the modules say of their notices. @throws Error when two modules use one kind, or one language is silent */
export function joinNotices(modules: readonly { ru: NoticeTexts; en: NoticeTexts }[]): AllNotices {
  const all = { ru: joined(modules.map(({ ru }) => ru)), en: joined(modules.map(({ en }) => en)) }
  const kinds = [...all.ru.keys()]
  const silent = kinds.find((kind) => !all.en.has(kind))
  if (silent) throw new Error(`the notice ${silent} has no words in English`)
  return {
    kinds,
    words(language, kind, data) {
      const known = all[language].get(kind)
      try {
        const { title, body } = known ? known.say(data as never) : { title: kind }
        return { title, body: body ?? null }
      } catch {
        // Data of an older version must not take the other notices off the screen.
        return { title: known?.name ?? kind, body: null }
      }
    },
    name: (language, kind) => all[language].get(kind)?.name ?? kind,
  }
}

function joined(texts: readonly NoticeTexts[]) {
  const all = new Map<string, { say: (data: never) => NoticeWords; name: string | undefined }>()
  for (const { notices, noticeNames = {} } of texts) {
    for (const [kind, say] of Object.entries(notices)) {
      if (all.has(kind)) throw new Error(`the notice ${kind} is declared by two modules`)
      all.set(kind, { say, name: noticeNames[kind] })
    }
  }
  return all
}
