import type { ColumnFound, DateOrder, NumberStyle } from './found.ts'
import { guessStage } from './stage-words.ts'
import { headerKey, type Kind, KINDS, REQUIRED, TARGETS, type ValueKind } from './targets.ts'

export interface ColumnGuess {
  column: number
  target: string
  dateOrder?: DateOrder | undefined
  numberStyle?: NumberStyle | undefined
  /** Named by its header in so many words; the others are to be looked at. */
  sure: boolean
}

/** How much a target's presence says that the file is of this kind. */
const WEIGHTS: Record<Kind, Record<string, number>> = {
  deals: {
    stage: 3,
    closedAt: 3,
    createdAt: 2,
    amount: 1,
    owner: 1,
    externalId: 1,
    source: 1,
    expectedCloseOn: 2,
    pipeline: 2,
    lossReason: 2,
    title: 1,
    company: 0.5,
    product: 0.5,
  },
  people: { name: 1, manager: 3, department: 2, team: 1, jobTitle: 2, hiredOn: 2, leftOn: 2, email: 1, phone: 0.5 },
  products: { name: 1, group: 2, price: 3, cost: 2 },
  companies: { name: 1, inn: 3, industry: 3, region: 2, phone: 1, email: 1 },
  contacts: {
    recordType: 2,
    name: 2,
    lastName: 2,
    firstName: 1.5,
    middleName: 1,
    company: 1,
    jobTitle: 1.5,
    phone: 1,
    email: 1,
  },
  payments: { paidOn: 0.5, amount: 0.5, payer: 1, payerInn: 2, documentNumber: 1, invoiceNumber: 3, purpose: 3 },
  plans: { subject: 1, period: 2, metric: 2, tier: 2, amount: 1.5 },
  spend: { source: 1, campaign: 3, day: 0.5, amount: 2.5 },
  activities: {
    at: 1,
    kind: 1.5,
    owner: 0.5,
    phone: 1,
    duration: 4,
    result: 2,
    recording: 3,
    status: 0.5,
    comment: 0.5,
  },
}

/** What a file holds, by its headers; `kinds`: what it may hold, at least one. */
export function guessKind(columns: readonly ColumnFound[], kinds: readonly Kind[] = KINDS): Kind {
  const scores = kinds.map((kind) => {
    const found = new Set(guessColumns(kind, columns).map(({ target }) => target))
    const complete = REQUIRED[kind].every((target) => found.has(target))
    const score = [...found].reduce((sum, target) => sum + (WEIGHTS[kind][target] ?? 0), 0)
    return { kind, score: complete ? score : 0 }
  })
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).kind
}

/**
 * Which column means what. Headers decide first; then what stands in the columns, for targets that no header named. Each
 * column is given once, each target once unless several columns may feed it.
 */
export function guessColumns(kind: Kind, columns: readonly ColumnFound[]): ColumnGuess[] {
  const candidates = columns
    .flatMap((column) =>
      Object.entries(TARGETS[kind]).map(([target, { headers, value }]) => ({
        column,
        target,
        score: columnScore(column, headers, value),
      })),
    )
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.column.index - b.column.index)
  const takenColumns = new Set<number>()
  const takenTargets = new Set<string>()
  const guesses: ColumnGuess[] = []
  const take = (column: ColumnFound, target: string, sure: boolean) => {
    takenColumns.add(column.index)
    takenTargets.add(target)
    guesses.push({ column: column.index, target, sure, ...styleOf(column, TARGETS[kind][target]?.value) })
  }
  for (const { column, target, score } of candidates) {
    if (takenColumns.has(column.index) || (takenTargets.has(target) && !TARGETS[kind][target]?.many)) continue
    take(column, target, score >= SURE)
  }
  for (const [target, test] of byContent(kind)) {
    if (takenTargets.has(target)) continue
    const column = columns.find((one) => !takenColumns.has(one.index) && test(one, takenTargets))
    if (column) take(column, target, false)
  }
  return guesses.toSorted((a, b) => a.column - b.column)
}

function columnScore(column: ColumnFound, headers: readonly string[], value: ValueKind): number {
  const score = headerScore(headerKey(column.name), headers)
  if (column.type === 'empty') return score * 0.9
  // A header that only resembles ours must at least stand over words.
  if (score < SURE && (value === 'name' || value === 'text') && column.type !== 'text' && column.type !== 'choice')
    return 0
  if (fits(value, column)) return score
  // The header says it in so many words, but every tenth cell cannot be read: the bad rows are to be told, not the column dropped.
  return score >= SURE && (column.type === 'text' || column.type === 'choice') ? score - SURE / 4 : 0
}

const SURE = 0.8
/** «Has company», «кем создана сделка», «ответственный за контакт» speak of something else. */
const FOREIGN = /^(has|is|num|count|number of|declared|кем|есть|признак)\s|^ответственный за (контакт|компанию)/

function headerScore(key: string, headers: readonly string[]): number {
  if (key === '' || FOREIGN.test(key)) return 0
  const exact = headers.indexOf(key)
  if (exact !== -1) return 1 - Math.min(exact, 19) * 0.01
  // «Ответственный менеджер (Москва)» holds one of our names; the longest tells most.
  const inside = headers.filter((header) => header.length > 3 && ` ${key} `.includes(` ${header} `))
  const longest = Math.max(0, ...inside.map((header) => header.length))
  return longest * 2 < key.length ? 0 : 0.4 + 0.3 * (longest / key.length)
}

/** Whether what stands in a column can be read as the target needs it. */
function fits(value: ValueKind, { type, share }: ColumnFound): boolean {
  switch (value) {
    case 'date':
      // Days may be Excel's day numbers.
      return type === 'date' || (type === 'number' && share === 1)
    case 'money':
      return type === 'money' || type === 'number' || type === 'choice' || type === 'id'
    case 'number':
      return type === 'number' || type === 'money' || type === 'choice' || type === 'id'
    case 'name':
      return type === 'text' || type === 'choice' || type === 'id' || type === 'email' || type === 'number'
    case 'text':
      return type !== 'date' && type !== 'money'
    case 'phone':
      return type === 'phone' || type === 'text' || type === 'number' || type === 'id' || type === 'choice'
    case 'email':
      return type === 'email' || type === 'text' || type === 'choice'
    case 'inn':
    case 'kpp':
      return type === 'inn' || type === 'number' || type === 'id' || type === 'text' || type === 'choice'
    case 'id':
      return type !== 'date' && type !== 'money'
  }
}

type ContentTest = readonly [target: string, test: (column: ColumnFound, taken: ReadonlySet<string>) => boolean]

function byContent(kind: Kind): readonly ContentTest[] {
  const contacts: ContentTest[] = [
    [kind === 'deals' ? 'contactPhone' : 'phone', ({ type }) => type === 'phone'],
    [kind === 'deals' ? 'contactEmail' : 'email', ({ type }) => type === 'email'],
    [kind === 'deals' ? 'companyInn' : 'inn', ({ type }) => type === 'inn'],
  ]
  if (kind !== 'deals') return contacts
  return [
    ['stage', looksLikeStages],
    ['amount', ({ type }) => type === 'money'],
    ['createdAt', ({ type }) => type === 'date'],
    ...contacts,
    // Keys of the file's own, in its first column.
    [
      'externalId',
      ({ type, index, distinctCapped, distinct }) => index === 0 && type === 'id' && (distinctCapped || distinct > 4),
    ],
  ]
}

/** A choice of few values that holds an end and something before it. */
function looksLikeStages({ type, values }: ColumnFound): boolean {
  if (type !== 'choice' || values.length < 2 || values.length > 30) return false
  const meanings = values.map(({ text }) => guessStage(text).meaning)
  const known = meanings.filter((meaning) => meaning !== null).length
  return meanings.some((meaning) => meaning === 'won' || meaning === 'lost') && known >= values.length * 0.5
}

function styleOf({ dateOrder, numberStyle }: ColumnFound, value: ValueKind | undefined) {
  if (value === 'date' && dateOrder) return { dateOrder: dateOrder.order }
  if ((value === 'money' || value === 'number') && numberStyle.style !== 'auto' && !numberStyle.ambiguous)
    return { numberStyle: numberStyle.style }
  return {}
}
