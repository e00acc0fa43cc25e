/** What stands behind each figure of a line: its terms and the parts it is summed from. */
import type { z } from 'zod'
import type { figure, PlanFactRow } from '../contract.ts'

export type FigureName = z.infer<typeof figure>
export type Unit = 'money' | 'share' | 'count'

export interface Term {
  value: number | null
  unit: Unit
}

export interface OpenedFigure extends Term {
  /** Numbers of the formula by name. */
  terms: Record<string, Term>
  /** Sums of these over the lines below (and what is not distributed) give the value; null: no sum. */
  partOf: ((row: PlanFactRow) => number | null) | null
  /** Why there is no figure, by the name of its sentence. */
  why: 'noPlan' | 'tooEarly' | 'notBegun' | 'noDaysLeft' | 'nothingWon' | null
}

const count = (value: number | null): Term => ({ value, unit: 'count' })
const share = (value: number | null): Term => ({ value, unit: 'share' })

/** Takes a row of the table and the figure's name, gives what the panel behind it shows. */
export function openFigure(row: PlanFactRow, name: FigureName, metricUnit: 'money' | 'count' = 'money'): OpenedFigure {
  const money = (value: number | null): Term => ({ value, unit: metricUnit })
  const { planMinor, factMinor, dueMinor, won, workingDays } = row
  const [plan, fact, due, deals] = [money(planMinor), money(factMinor), money(dueMinor), count(won)]
  const [elapsed, total, left] = [count(workingDays.elapsed), count(workingDays.total), count(workingDays.left)]
  const noPlan = planMinor === null ? 'noPlan' : null
  switch (name) {
    case 'plan':
      return { ...plan, terms: {}, partOf: (part) => part.planMinor, why: noPlan }
    case 'fact':
      return { ...fact, terms: { deals }, partOf: (part) => part.factMinor, why: null }
    case 'won':
      return { ...deals, terms: {}, partOf: (part) => part.won, why: null }
    case 'attainment':
      return { ...share(row.attainment), terms: { fact, plan }, partOf: null, why: planMinor ? null : 'noPlan' }
    case 'due':
      return {
        ...due,
        terms: { plan, share: share(row.dueShare), elapsed, total },
        partOf: (part) => part.dueMinor,
        why: noPlan,
      }
    case 'deviation':
      return {
        ...money(row.deviationMinor),
        terms: { fact, due },
        partOf: (part) => part.deviationMinor,
        why: noPlan ?? (row.deviationMinor === null ? 'notBegun' : null),
      }
    case 'runRate':
      return {
        ...money(row.runRateMinor),
        terms: { fact, elapsed, total },
        partOf: null,
        why: row.runRateMinor === null ? 'tooEarly' : null,
      }
    case 'forecast': {
      const { forecast } = row
      return {
        ...money(forecast?.value ?? null),
        terms: { fact, low: money(forecast?.low ?? null), high: money(forecast?.high ?? null) },
        partOf: null,
        why: forecast ? null : 'tooEarly',
      }
    }
    case 'probability': {
      const { forecast } = row
      return {
        ...share(forecast?.probability ?? null),
        terms: {
          plan,
          forecast: money(forecast?.value ?? null),
          low: money(forecast?.low ?? null),
          high: money(forecast?.high ?? null),
        },
        partOf: null,
        why: noPlan ?? (forecast ? null : 'tooEarly'),
      }
    }
    case 'requiredPerDay':
      return {
        ...money(row.requiredPerDayMinor),
        terms: { plan, fact, left },
        partOf: null,
        why: noPlan ?? (workingDays.left === 0 ? 'noDaysLeft' : null),
      }
    case 'averageCheck':
      return {
        ...money(row.averageCheckMinor),
        terms: { fact, deals },
        partOf: null,
        why: row.averageCheckMinor === null ? 'nothingWon' : null,
      }
    case 'previous':
    case 'lastYear': {
      const then = row[name]
      const terms = { fact, before: money(then?.factMinor ?? null), growth: share(then?.growth ?? null) }
      return {
        ...money(then?.factMinor ?? null),
        terms,
        partOf: (part) => part[name]?.factMinor ?? null,
        why: then ? null : 'notBegun',
      }
    }
  }
}
