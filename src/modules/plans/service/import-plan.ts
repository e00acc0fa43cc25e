import type { Month } from '#core/calendar/day.ts'
import { monthNumber } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import { workingDays } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import { orgTree, workCalendar } from '#modules/org/api.ts'
import { nameKey } from '../calc/plan-sheet.ts'
import { employedPart } from '../calc/employment.ts'
import type { PlanMetric, Tier } from '../calc/plan-metrics.ts'
import { splitPlan } from '../calc/split-plan.ts'
import type { PlanLevel } from '../calc/subjects.ts'
import { can } from '../policy.ts'
import { cellsOf, type PlanCell, writeCells } from '../data/cells.ts'
import { closedMonths } from '../data/closed-months.ts'
import { importedCells, importerOf, keepImported } from '../data/plan-imports.ts'
import { seasonOf } from '../data/seasons.ts'
import { addressOf } from './year-plan.ts'

/** A subject that an import may set plans for, or why it may not. */
export interface PlannedSubject {
  level: PlanLevel
  subjectId: string
  mayNot: boolean
}

/** Sets plans that a file brings, in the transaction of the import and by the rights that it has. */
export interface PlanBook {
  /** By name: the company, a department. People are found by the import itself. */
  named(name: string): PlannedSubject | 'unclear' | undefined
  person(id: string): PlannedSubject | undefined
  /** The plan of a closed month stays as it was. */
  isClosed(month: Month): boolean
  /** The months of the period in which the subject works, each with its part of the amount; the parts sum to it exactly. Empty: he works in none. */
  parts(
    subject: PlannedSubject,
    metric: PlanMetric,
    months: readonly Month[],
    amountMinor: number,
  ): { month: Month; amountMinor: number }[]
  /** What these cells are now. */
  now(
    slice: { metric: PlanMetric; tier: Tier },
    cells: readonly { subjectId: string; level: PlanLevel; month: Month }[],
  ): Promise<PlanCell[]>
  /** Writes cells that were read by `now`. @throws Refusal PLAN_CELL_CHANGED when somebody has changed one meanwhile: the import repeats the step */
  write(
    slice: { metric: PlanMetric; tier: Tier },
    cells: readonly (PlanCell & { beforeMinor: number | null })[],
  ): Promise<void>
}

/** @param by who imports; `importId` is kept with each cell for a revert */
export async function openPlanBook(
  tx: Tx,
  { workspaceId, personId, importId }: { workspaceId: string; personId: string; importId: string },
): Promise<PlanBook> {
  const importer = await importerOf(tx, workspaceId)
  const { departments, people } = await orgTree(tx)
  const calendar = await workCalendar(tx)
  const closed = await closedMonths(tx, workspaceId)
  const seasons = new Map<string, readonly number[]>()
  for (const metric of ['revenue', 'won', 'created', 'leads', 'meetings', 'calls'])
    seasons.set(metric, (await seasonOf(tx, workspaceId, metric))?.months ?? [])
  const ownDepartments = new Set(importer.departments)
  const ownPeople = new Set(importer.people)
  const isAll = importer.scope === 'all'
  const may = (level: PlanLevel) => can({ ...importer, readOnly: false }, `set ${level}`)
  const byId = new Map(people.map((person) => [person.id, person]))
  const byName = Map.groupBy(departments, ({ name }) => nameKey(name))
  return {
    named(name) {
      const key = nameKey(name)
      const same = byName.get(key) ?? []
      const isCompany = key === nameKey(importer.company) || key === 'компания' || key === 'company'
      if (same.length + Number(isCompany) > 1) return 'unclear'
      if (isCompany) return { level: 'company', subjectId: workspaceId, mayNot: !isAll || !may('company') }
      const [department] = same
      if (!department) return undefined
      const mayNot = !may('department') || !(isAll || ownDepartments.has(department.id))
      return { level: 'department', subjectId: department.id, mayNot }
    },
    person(id) {
      return byId.has(id)
        ? { level: 'person', subjectId: id, mayNot: !may('person') || !(isAll || ownPeople.has(id)) }
        : undefined
    },
    isClosed: (month) => closed.has(month),
    parts({ level, subjectId }, metric, months, amountMinor) {
      const person = level === 'person' ? byId.get(subjectId) : undefined
      const weighed = months.flatMap((month) => {
        const whole = monthPeriod(month)
        const there = person ? employedPart(whole, person) : whole
        if (!there) return []
        const days = workingDays(whole, calendar)
        const season = seasons.get(metric)?.[monthNumber(month) - 1]
        return [{ month, weight: days === 0 ? 0 : ((season ?? days) * workingDays(there, calendar)) / days }]
      })
      if (weighed.length === 0) return []
      const amounts = splitPlan(
        amountMinor,
        weighed.map(({ weight }) => weight),
      )
      return weighed.map(({ month }, index) => ({ month, amountMinor: amounts[index] ?? 0 }))
    },
    async now({ metric, tier }, cells) {
      const months = [...new Set(cells.map(({ month }) => month))]
      const found = await cellsOf(tx, workspaceId, { metric, tier, cut: 'all' }, months)
      const known = new Map(found.map((cell) => [addressOf(cell), cell]))
      return cells.map((cell) => known.get(addressOf(cell)) ?? { ...cell, amountMinor: null, version: 0 })
    },
    async write({ metric, tier }, cells) {
      const slice = { metric, tier, cut: 'all' as const }
      const written = await writeCells(tx, { workspaceId, slice, actorId: personId, note: undefined }, cells)
      if (written.length < cells.length) throw new Refusal('PLAN_CELL_CHANGED', { cells: [] })
      const versions = new Map(written.map((cell) => [addressOf(cell), cell.version]))
      await keepImported(
        tx,
        workspaceId,
        importId,
        cells.map((cell) => ({ ...cell, metric, tier, version: versions.get(addressOf(cell)) ?? 0 })),
      )
    },
  }
}

/** Takes back what an import set, but for cells that people have changed since, unless `force`, and for months that are closed. */
export async function revertImportedPlan(
  tx: Tx,
  { workspaceId, personId, importId }: { workspaceId: string; personId: string; importId: string },
  force: boolean,
): Promise<{ removed: number; restored: number; kept: number }> {
  const all = await importedCells(tx, workspaceId, importId)
  const closed = await closedMonths(tx, workspaceId)
  const own = all.filter(({ month, versionNow, version }) => !closed.has(month) && (force || versionNow === version))
  for (const [key, cells] of Map.groupBy(own, ({ metric, tier }) => `${metric} ${tier}`)) {
    const [metric = '', tier = 'target'] = key.split(' ')
    const slice = { metric, tier: tier as Tier, cut: 'all' as const }
    const back = cells.map((cell) => ({
      ...cell,
      amountMinor: cell.beforeMinor,
      beforeMinor: cell.amountMinor,
      version: cell.versionNow,
    }))
    const written = await writeCells(tx, { workspaceId, slice, actorId: personId, note: undefined }, back)
    if (written.length < back.length) throw new Refusal('PLAN_CELL_CHANGED', { cells: [] })
  }
  const removed = own.filter(({ beforeMinor }) => beforeMinor === null).length
  return { removed, restored: own.length - removed, kept: all.length - own.length }
}
