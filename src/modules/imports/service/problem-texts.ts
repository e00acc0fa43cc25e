import type { Language } from '#core/i18n/language.ts'
import type { RowProblem } from '../calc/row-problem.ts'
import type { ReportRow } from '../data/import-rows.ts'
import { textsOf } from './texts-of.ts'

/** What is wrong or changed, in words. */
export function problemText({ reason, data = {} }: Pick<RowProblem, 'reason' | 'data'>, language: Language): string {
  const { reasons, targets } = textsOf(language)
  const sentence = reasons[reason]
  if (typeof sentence === 'string') return sentence
  const target = targets[data['target'] as keyof typeof targets] as string | undefined
  return sentence({ ...data, ...(target && { target }) } as never)
}

/** The reason as the heading of a list of rows. */
export function reasonTitle({ reason, data }: Pick<RowProblem, 'reason' | 'data'>, language: Language): string {
  const titles: Partial<Record<string, string>> = textsOf(language).reasonTitles
  return titles[reason] ?? problemText({ reason, ...(data && { data }) }, language)
}

export function withMessages(row: ReportRow, language: Language) {
  return { ...row, problems: row.problems.map((problem) => ({ ...problem, message: problemText(problem, language) })) }
}
