import type { Day } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import type { Language } from '#core/i18n/language.ts'
import type { RowProblem } from '../calc/row-problem.ts'
import type { ReportRow } from '../data/import-rows.ts'
import { textsOf } from './texts-of.ts'

/** What in the data of a problem is a day. */
const DAYS = ['day', 'created', 'closed']

/** What is wrong or changed, in words. */
export function problemText({ reason, data = {} }: Pick<RowProblem, 'reason' | 'data'>, language: Language): string {
  const { reasons, targets } = textsOf(language)
  const sentence = reasons[reason]
  if (typeof sentence === 'string') return sentence
  const target = targets[data['target'] as keyof typeof targets] as string | undefined
  return sentence({ ...data, ...daysOf(data, language), ...(target && { target }) } as never)
}

/** Days as people of this language write them. */
function daysOf(data: NonNullable<RowProblem['data']>, language: Language): Record<string, string> {
  const { dayFull } = formats(language)
  return Object.fromEntries(
    DAYS.flatMap((key) => {
      const day = data[key]
      return typeof day === 'string' ? [[key, dayFull(day as Day)]] : []
    }),
  )
}

/** The reason as the heading of a list of rows. */
export function reasonTitle({ reason, data }: Pick<RowProblem, 'reason' | 'data'>, language: Language): string {
  const titles: Partial<Record<string, string>> = textsOf(language).reasonTitles
  return titles[reason] ?? problemText({ reason, ...(data && { data }) }, language)
}

export function withMessages(row: ReportRow, language: Language) {
  return { ...row, problems: row.problems.map((problem) => ({ ...problem, message: problemText(problem, language) })) }
}
