import type { TimeZone } from '#core/calendar/day.ts'
import type { TableRow } from '#core/files/table.ts'
import { normalizeEmail, normalizePhone, parseCurrency, parseId, tidyCell } from '#core/files/values.ts'
import { CellReader, type Column, type MomentRead } from './cell-reader.ts'
import type { Mapping } from './mapping.ts'
import { notARecord } from './not-a-record.ts'
import { innOf, kppBehindInn, kppOf, mayHaveKpp } from './requisites.ts'
import { changed, rejected, type RowProblem } from './row-problem.ts'
import type { DealTarget } from './targets.ts'

export interface DraftLine {
  product: string
  quantity: number
  priceMinor: number
}

/** A row of a file of deals, read but not yet matched with what is in the database. '' and null mean: the file does not say. */
export interface DealDraft {
  line: number
  externalId: string
  title: string
  amountMinor: number | null
  currency: string
  owner: string
  pipeline: string
  stage: string
  source: string
  lossReason: string
  createdAt: MomentRead | null
  closedAt: MomentRead | null
  expectedCloseOn: MomentRead | null
  updatedAt: MomentRead | null
  company: string
  companyInn: string
  companyKpp: string
  companyPhone: Contactable | null
  companyEmail: string
  contact: string
  contactPhone: Contactable | null
  contactEmail: string
  lines: DraftLine[]
  /** A file of stage histories: the moves that its rows tell; else empty. */
  moves: DraftMove[]
  comment: string
  custom: Record<string, string>
  problems: RowProblem[]
}

export interface DraftMove {
  line: number
  pipeline: string
  stage: string
  owner: string
  at: MomentRead | null
}

export interface Contactable {
  /** As it is shown. */
  text: string
  /** As it is compared. */
  key: string
}

const TITLE = 500
const NAME = 300
const COMMENT = 10_000
const CUSTOM = 2_000

/** Makes the function that reads rows of this file under this mapping. `columns` are those of the file, by position. */
export function dealReader(mapping: Mapping, columns: readonly Column[], zone: TimeZone): (row: TableRow) => DealDraft {
  const reader = new CellReader(zone, mapping.currency)
  const byTarget = new Map<string, Column[]>()
  for (const choice of mapping.columns) {
    const column = columns[choice.column]
    if (!column) continue
    const own = {
      ...column,
      dateOrder: choice.dateOrder ?? column.dateOrder,
      numberStyle: choice.numberStyle ?? column.numberStyle,
    }
    const known = byTarget.get(choice.target)
    if (known) known.push(own)
    else byTarget.set(choice.target, [own])
  }
  const all = (target: DealTarget): readonly Column[] => byTarget.get(target) ?? NONE
  const one = (target: DealTarget): Column | undefined => byTarget.get(target)?.[0]
  const idColumn = one('externalId')
  const productColumns = all('product')
  const customColumns = all('custom')
  const tagColumns = all('tags')
  const isHistory = mapping.repeated === 'history'

  return (row) => {
    const { cells, line } = row
    const problems: RowProblem[] = []
    if (row.problem) noteBrokenRow(row, columns, problems)
    const none = notARecord(cells, columns)
    if (none) problems.push(none)
    const text = (column: Column | undefined, most: number): string => {
      const value = reader.text(cells, column)
      if (value.length <= most) return value
      problems.push(changed(column?.label ?? null, value, 'TEXT_CUT', { most }))
      return value.slice(0, most)
    }
    const firstText = (target: DealTarget, most = NAME): string => {
      for (const column of all(target)) {
        const value = text(column, most)
        if (value !== '') return tidyCell(value)
      }
      return ''
    }
    const money = reader.money(cells, one('amount'), problems)
    const price = reader.money(cells, one('price'), problems)
    const quantity = reader.number(cells, one('quantity'), problems)
    const product = productColumns.length > 0 ? firstText('product') : ''
    const currency = currencyOf(
      reader.text(cells, one('currency')),
      money?.currency ?? null,
      one('currency'),
      mapping,
      problems,
    )
    const companyInn = firstValue(all('companyInn'), cells, reader, problems, 'INN_LEFT_OUT', innOf) ?? ''
    const kppOfRow = (inn: string): string => {
      const read = mayHaveKpp(inn) ? kppOf : () => null
      const own = firstValue(all('companyKpp'), cells, reader, problems, 'KPP_LEFT_OUT', read)
      return own ?? kppBehindInn(all('companyInn').map((column) => reader.text(cells, column))) ?? ''
    }
    const lines: DraftLine[] = []
    if (product !== '') {
      const count = quantity ?? 1
      lines.push({
        product,
        quantity: count,
        priceMinor: price?.minor ?? (count === 0 ? 0 : Math.round((money?.minor ?? 0) / count)),
      })
    }
    const owner = firstText('owner', 200)
    const pipeline = firstText('pipeline', 200)
    const stage = firstText('stage', 200)
    const movedAt = isHistory ? reader.moment(cells, one('movedAt'), problems) : null
    return {
      line,
      externalId: idOf(reader.text(cells, idColumn), idColumn, problems),
      title: tidyCell(text(one('title'), TITLE)),
      amountMinor: money?.minor ?? (price && product !== '' ? Math.round(price.minor * (quantity ?? 1)) : null),
      currency,
      owner,
      pipeline,
      stage,
      source: firstText('source', 200),
      lossReason: firstText('lossReason', 200),
      createdAt: reader.moment(cells, one('createdAt'), problems),
      closedAt: reader.moment(cells, one('closedAt'), problems),
      expectedCloseOn: reader.moment(cells, one('expectedCloseOn'), problems, true),
      updatedAt: reader.moment(cells, one('updatedAt'), problems, true),
      company: firstText('company', TITLE),
      companyInn,
      companyKpp: kppOfRow(companyInn),
      companyPhone: firstValue(all('companyPhone'), cells, reader, problems, 'PHONE_LEFT_OUT', phoneOf),
      companyEmail: firstValue(all('companyEmail'), cells, reader, problems, 'EMAIL_LEFT_OUT', emailOf) ?? '',
      contact: firstText('contact'),
      contactPhone: firstValue(all('contactPhone'), cells, reader, problems, 'PHONE_LEFT_OUT', phoneOf),
      contactEmail: firstValue(all('contactEmail'), cells, reader, problems, 'EMAIL_LEFT_OUT', emailOf) ?? '',
      lines,
      moves: isHistory ? [{ line, pipeline, stage, owner, at: movedAt }] : [],
      comment: joined(all('comment'), cells, reader).slice(0, COMMENT),
      custom: customOf(customColumns, tagColumns, cells, reader),
      problems,
    }
  }
}

const NONE: readonly Column[] = []

function noteBrokenRow(row: TableRow, columns: readonly Column[], problems: RowProblem[]): void {
  const { problem } = row
  switch (problem?.code) {
    case 'TOO_FEW_CELLS':
      // Half of a row is more likely a broken line than a short one.
      if (problem.found * 2 < problem.expected)
        problems.push(rejected(null, row.cells.join(' '), 'ROW_BROKEN', { ...counts(problem) }))
      else problems.push(changed(null, '', 'CELLS_MISSING', { ...counts(problem) }))
      break
    case 'TOO_MANY_CELLS':
      // Which cell is the extra one nobody knows: an unquoted comma shifts all that follow.
      problems.push(rejected(null, row.cells.join(' '), 'CELLS_EXTRA', { ...counts(problem) }))
      break
    case 'STRAY_QUOTE':
      problems.push(changed(null, '', 'STRAY_QUOTE'))
      break
    case 'FORMULA_WITHOUT_RESULT':
      problems.push(changed(columns[problem.column]?.label ?? null, '', 'FORMULA_WITHOUT_RESULT'))
      break
    case undefined:
      break
  }
}

const counts = ({ expected, found }: { expected: number; found: number }) => ({ expected, found })

function idOf(text: string, column: Column | undefined, problems: RowProblem[]): string {
  if (text === '' || !column) return ''
  const { id, damage } = parseId(text)
  if (damage === 'DIGITS_LOST') problems.push(rejected(column.label, text, 'ID_DIGITS_LOST'))
  return id.slice(0, 200)
}

function currencyOf(
  text: string,
  inAmount: string | null,
  column: Column | undefined,
  mapping: Mapping,
  problems: RowProblem[],
): string {
  if (text !== '') {
    const named = parseCurrency(text, mapping.currency)
    if (named) return named
    problems.push(rejected(column?.label ?? null, text, 'CURRENCY_UNKNOWN'))
  }
  return inAmount ?? mapping.currency
}

/** The first readable value of several columns; what could not be read is noted when nothing else was there. */
function firstValue<Value>(
  columns: readonly Column[],
  cells: readonly string[],
  reader: CellReader,
  problems: RowProblem[],
  reason: 'PHONE_LEFT_OUT' | 'EMAIL_LEFT_OUT' | 'INN_LEFT_OUT' | 'KPP_LEFT_OUT',
  read: (text: string) => Value | null,
): Value | null {
  let unread: RowProblem | null = null
  for (const column of columns) {
    const text = reader.text(cells, column)
    if (text === '') continue
    const value = read(text)
    if (value !== null) return value
    unread ??= changed(column.label, text, reason)
  }
  if (unread) problems.push(unread)
  return null
}

export function phoneOf(text: string): Contactable | null {
  const phone = normalizePhone(text)
  if (!phone.ok) return null
  const { e164, key, extension } = phone.value
  return { text: `${e164 ?? key}${extension ? ` доб. ${extension}` : ''}`, key }
}

export function emailOf(text: string): string | null {
  const email = normalizeEmail(text)
  return email.ok ? email.value : null
}

function joined(columns: readonly Column[], cells: readonly string[], reader: CellReader): string {
  let all = ''
  for (const column of columns) {
    const text = reader.text(cells, column)
    if (text !== '') all = all === '' ? text : `${all}\n${text}`
  }
  return all
}

function customOf(
  columns: readonly Column[],
  tags: readonly Column[],
  cells: readonly string[],
  reader: CellReader,
): Record<string, string> {
  if (columns.length === 0 && tags.length === 0) return {}
  const custom: Record<string, string> = {}
  for (const column of columns) {
    const text = reader.text(cells, column)
    if (text !== '') custom[column.label] = text.slice(0, CUSTOM)
  }
  for (const column of tags) {
    const text = reader.text(cells, column)
    if (text !== '') custom[column.label] = text.slice(0, CUSTOM)
  }
  return custom
}
