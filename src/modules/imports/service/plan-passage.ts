import { announce, MANY } from '#core/db/changes.ts'
import type { Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { wholeOf } from '#core/money/currency.ts'
import { monthsOfPeriod, openPlanBook, type PlanMetric, type PlannedSubject, unitOf } from '#modules/plans/api.ts'
import { refusedRow, type RowOutcome } from '../calc/import-counts.ts'
import { OwnerIndex } from '../calc/owner-index.ts'
import { metricOfWords, tierOfWords } from '../calc/plan-words.ts'
import { changed, isRejected, rejected, type RowProblem } from '../calc/row-problem.ts'
import { type RowValues, valuesReader } from '../calc/row-values.ts'
import { knownPeople } from '../data/dictionaries.ts'
import type { FileToPass, Passage } from './passage.ts'
import { RowReport } from './row-report.ts'
import type { RunSettings } from './run-settings.ts'

type Tier = 'minimum' | 'target' | 'challenge'

interface Wanted {
  line: number
  subject: PlannedSubject | null
  metric: PlanMetric
  tier: Tier
  parts: { month: Month; amountMinor: number }[]
  problems: RowProblem[]
}

/** A hundred billion a month: more is a typing error. */
const MOST = 10_000_000_000_000

/**
 * Plans: whose, for which month, quarter or year, of what, how much. A quarter or a year is split over its months by the season, else by working days,
 * exactly. What is here already stays as it is, so the same file may come twice.
 */
export async function planPassage(tx: Tx, settings: RunSettings, { file }: FileToPass): Promise<Passage> {
  const { workspaceId, importId, mapping, zone, write, personId } = settings
  const values = valuesReader(mapping, file, zone)
  const report = new RowReport(tx, settings, file)
  const people = new OwnerIndex(await knownPeople(tx))
  const book = await openPlanBook(tx, { workspaceId, personId, importId })
  /** Cells of this file by address: the line that set each. */
  const seen = new Map<string, number>()

  return {
    async take(rows) {
      const records = await report.records(rows)
      const wanted = records.map((row) => wantedOf(row.line, values(row)))
      const outcomes: RowOutcome[] = wanted.filter(({ problems }) => isRejected(problems)).map(refusedRow)
      const good = wanted.filter(({ problems }) => !isRejected(problems))
      for (const own of Map.groupBy(good, ({ metric, tier }) => `${metric} ${tier}`).values())
        outcomes.push(...(await passSlice(own)))
      const inOrder = outcomes.toSorted((a, b) => a.line - b.line)
      await report.add(inOrder)
    },
    async end() {
      if (write) announce(tx, { workspaceId, topic: 'plan', id: MANY, ownerIds: [], byPersonId: personId })
    },
    settle: async () => {},
    result: () => report.counting.result({}),
    made: () => ({}),
    needsRebuild: false,
  }

  /** Rows of one metric and tier: what each does to the plan, written unless it is a dry run. */
  async function passSlice(own: readonly Wanted[]): Promise<RowOutcome[]> {
    const [first] = own
    if (!first) return []
    const slice = { metric: first.metric, tier: first.tier }
    const cells = own.flatMap(({ subject, parts, line }) =>
      subject ? parts.map((part) => ({ level: subject.level, subjectId: subject.subjectId, line, ...part })) : [],
    )
    const now = await book.now(slice, cells)
    const toSet = cells
      .map((cell, index) => ({
        ...cell,
        beforeMinor: now[index]?.amountMinor ?? null,
        version: now[index]?.version ?? 0,
      }))
      .filter((cell) => cell.amountMinor !== cell.beforeMinor)
    if (write && toSet.length > 0) await book.write(slice, toSet)
    const byLine = Map.groupBy(toSet, ({ line }) => line)
    return own.map(({ line, subject, problems }) => {
      const mine = byLine.get(line) ?? []
      const isNew = mine.every(({ beforeMinor }) => beforeMinor === null)
      const action = mine.length === 0 ? 'unchanged' : isNew ? 'create' : 'update'
      return { line, action, entityId: subject?.subjectId ?? null, problems, before: null }
    })
  }

  function wantedOf(line: number, read: RowValues): Wanted {
    const { problems } = read
    const amount = read.money('amount')
    const said = amount === null ? 0 : wholeOf(amount, mapping.currency)
    const period = read.text('period', 100)
    const months = monthsOfPeriod(period)
    const words = { metric: read.text('metric', 100), tier: read.text('tier', 100) }
    const metric = metricOfWords(words.metric)
    const tier = tierOfWords(words.tier)
    const isBroken = isRejected(problems)
    if (amount === null && !isBroken) problems.push(rejected(read.label('amount'), '', 'AMOUNT_MISSING'))
    else if (amount !== null && amount < 0)
      problems.push(rejected(read.label('amount'), String(said), 'AMOUNT_NEGATIVE'))
    if (!months) problems.push(rejected(read.label('period'), period, 'PERIOD_BROKEN'))
    if (!metric) problems.push(rejected(read.label('metric'), words.metric, 'METRIC_UNKNOWN'))
    if (!tier) problems.push(rejected(read.label('tier'), words.tier, 'TIER_UNKNOWN'))
    const subject = subjectOf(read)
    const isMoney = metric === null || unitOf(metric) === 'money'
    if (!isMoney && !Number.isInteger(said))
      problems.push(rejected(read.label('amount'), String(said), 'NUMBER_BROKEN'))
    const whole = amount === null ? 0 : isMoney ? amount : said
    if (whole > MOST * (months?.length ?? 1))
      problems.push(rejected(read.label('amount'), String(whole), 'AMOUNT_TOO_LARGE'))
    const closed = months?.find((month) => book.isClosed(month))
    if (closed !== undefined && !isRejected(problems))
      problems.push(rejected(read.label('period'), period, 'PLAN_MONTH_CLOSED', { month: closed }))
    const parts = subject && months && metric && !isRejected(problems) ? book.parts(subject, metric, months, whole) : []
    if (parts.length === 0 && subject && months && !isRejected(problems))
      problems.push(rejected(read.label('period'), period, 'PLAN_OUTSIDE'))
    if (parts.length > 1) problems.push(changed(read.label('period'), period, 'PERIOD_SPLIT', { months: parts.length }))
    for (const { month } of parts) {
      const key = `${subject?.subjectId} ${month} ${metric} ${tier}`
      const before = seen.get(key)
      if (before !== undefined && before !== line) {
        problems.push(rejected(read.label('period'), period, 'ID_REPEATED', { line: before }))
        break
      }
      seen.set(key, line)
    }
    return { line, subject, metric: metric ?? 'revenue', tier: tier ?? 'target', parts, problems }
  }

  /** Whose plan it is: a person by name, e-mail or code, else a department or the company by name. */
  function subjectOf(read: RowValues): PlannedSubject | null {
    const { problems } = read
    const name = read.text('subject', 300)
    const label = read.label('subject')
    const found = name === '' ? 'new' : people.find(name)
    const named = book.named(name)
    if (name === '') problems.push(rejected(label, '', 'NAME_MISSING'))
    else if (found === 'unclear' || named === 'unclear' || (named && found !== 'new'))
      problems.push(rejected(label, name, 'OWNER_UNCLEAR'))
    else {
      const subject = found === 'new' ? named : book.person(found.personId)
      if (!subject) problems.push(rejected(label, name, 'SUBJECT_UNKNOWN'))
      else if (subject.mayNot) problems.push(rejected(label, name, 'PLAN_OF_OTHERS'))
      else return subject
    }
    return null
  }
}
