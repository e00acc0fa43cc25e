import type { Gate, Scoped } from '#core/db/gate.ts'
import { type WriteFormat, tableStream } from '#core/files/write-table.ts'
import type { WriteCell } from '#core/files/write-cells.ts'
import type { Language } from '#core/i18n/language.ts'
import { reportRows } from '../data/import-rows.ts'
import { problemText } from './problem-texts.ts'
import { textsOf } from './texts-of.ts'

const AT_ONCE = 2_000

/** The report of an import as a file: a line for each rejected or changed value of a row. */
export function reportStream(gate: Gate, actor: Scoped, importId: string, language: Language, style: WriteFormat) {
  const { report } = textsOf(language)
  const columns = [
    { title: report.line, kind: 'number' as const, width: 8 },
    { title: report.action, width: 14 },
    { title: report.column, width: 24 },
    { title: report.value, width: 40 },
    { title: report.before, width: 40 },
    { title: report.reason, width: 60 },
  ]
  return tableStream(columns, cells(gate, actor, importId, language), style)
}

async function* cells(gate: Gate, actor: Scoped, importId: string, language: Language): AsyncGenerator<WriteCell[]> {
  const { report } = textsOf(language)
  for (let after = 0; ;) {
    // A page a transaction: whoever downloads slowly holds no snapshot.
    const rows = await gate.as(actor, (tx) => reportRows(tx, importId, { after, limit: AT_ONCE }), { readOnly: true })
    const last = rows.at(-1)
    if (!last) return
    after = last.line
    for (const { line, action, problems } of rows) {
      for (const problem of problems) {
        const before = problem.data?.['before'] ?? ''
        yield [
          line,
          report.actions[action],
          problem.column ?? '',
          problem.value,
          before,
          problemText(problem, language),
        ]
      }
    }
  }
}
