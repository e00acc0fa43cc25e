import { addDays, weekday } from '#core/calendar/day.ts'
import { monthOf } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { todayOf } from '#core/http/by.ts'
import type { Actor } from '#core/http/routes.ts'
import { canCases, type CaseRow, casesOf } from '#modules/cases/api.ts'
import { unmatchedProducts } from '#modules/deals/api.ts'
import { canNorms, normsOf, type PersonNorms } from '#modules/norms/api.ts'
import { peopleInScope } from '#modules/org/api.ts'
import { planFact } from '#modules/planfact/api.ts'
import { behindBy } from '../calc/attention.ts'
import type { Item } from '../contract.ts'
import { type Candidate } from './troubled-deals.ts'

const NAMED_PRODUCTS = 200
/** Below this share of a norm over two weeks somebody should ask why. */
const NORM_SHARE = 0.7

export interface OpenCase {
  row: CaseRow
  candidate: Candidate
}

/** Deviations that wait: for a decision, or for a verdict whose day has come. Those that are acted on are left alone. */
export async function openCases(tx: Tx, actor: Actor, now: Date): Promise<OpenCase[]> {
  if (!canCases(actor, 'read')) return []
  return (await casesOf(tx, { actor, now })).flatMap((row): OpenCase[] => {
    const key = `case:${row.id}`
    const isWaiting = row.state === 'open' || row.isDue
    const item: Item = {
      kind: 'case',
      key,
      hidden: null,
      amountMinor: -row.gapMinor,
      caseId: row.id,
      metric: row.metric,
      subjectName: row.subjectName,
      stageName: row.stageName,
      activity: row.activity,
      waits: row.isDue ? 'verdict' : 'decision',
      openedOn: row.openedOn,
    }
    // A case that has moved on to its verdict is a new item: putting off the decision does not hide the review.
    const rule = `case:${item.waits}`
    const signs = isWaiting ? [{ item: `${key}:${item.waits}`, rule, subjectId: row.owner.id, measure: null }] : []
    return [{ row, candidate: { item, signs } }]
  })
}

/** Sellers behind the pace or their norms, plans not set, products that no price list knows. Who has an open case of it is not named twice. */
export async function troubledPeople(
  tx: Tx,
  actor: Actor,
  now: Date,
  cases: readonly OpenCase[],
): Promise<Candidate[]> {
  const today = todayOf({ actor, now })
  const month = monthOf(today)
  const { rows } = await planFact(tx, actor, monthPeriod(month), today, { team: '', nobody: '' })
  const people = rows.filter((row) => row.level === 'person' && row.workingDays.total > 0)
  const sellers = (await peopleInScope(tx)).filter((person) => person.role === 'seller')
  const hasCase = (personId: string, metric: CaseRow['metric']) =>
    cases.some(({ row }) => row.metric === metric && row.level === 'person' && row.subjectId === personId)
  const norms = await normsOf(
    tx,
    actor.workspaceId,
    canNorms(actor, 'read') ? sellers.map(({ id }) => id) : [],
    twoWeeks(today),
    addDays(today, -1),
  )
  const found = people.flatMap(({ subjectId, name, factMinor, dueMinor }): Candidate[] => {
    const short = hasCase(subjectId, 'norm') ? [] : shortOf(norms.get(subjectId))
    const amountMinor = hasCase(subjectId, 'pace') ? null : behindBy(factMinor, dueMinor)
    if (amountMinor !== null && dueMinor !== null) {
      const key = `behind:${subjectId}`
      return [
        {
          item: {
            kind: 'behind',
            key,
            hidden: null,
            amountMinor,
            personId: subjectId,
            name,
            factMinor,
            dueMinor,
            contacts: short,
          },
          signs: [{ item: key, rule: 'behind', subjectId, measure: amountMinor / dueMinor }],
        },
      ]
    }
    if (short.length === 0) return []
    const key = `norm:${subjectId}`
    const least = Math.min(...short.map(({ done, norm }) => done / norm))
    return [
      {
        item: { kind: 'norm', key, hidden: null, amountMinor: null, personId: subjectId, name, contacts: short },
        signs: [{ item: key, rule: 'norm', subjectId, measure: 1 - least }],
      },
    ]
  })
  const ids = new Set(sellers.map(({ id }) => id))
  const unplanned = people.filter((row) => row.planMinor === null && ids.has(row.subjectId)).map((row) => row.name)
  return [...found, ...plansMissing(month, unplanned), ...(await productsUnknown(tx, actor.workspaceId))]
}

/** This week and the one before it. */
function twoWeeks(today: ReturnType<typeof todayOf>) {
  const monday = addDays(today, 1 - weekday(today))
  return { start: addDays(monday, -7), end: addDays(monday, 7) }
}

const FEWEST_DAYS = 4

function shortOf(norms: PersonNorms | undefined) {
  if (!norms || norms.daysWorked < FEWEST_DAYS) return []
  return norms.kinds
    .filter(({ done, norm }) => norm > 0 && done / norm < NORM_SHARE)
    .map(({ kind, done, norm }) => ({ kind, done, norm: Math.round(norm) }))
}

function plansMissing(month: string, people: readonly string[]): Candidate[] {
  if (people.length === 0) return []
  const key = `noPlan:${month}`
  return [
    {
      item: { kind: 'noPlan', key, hidden: null, amountMinor: null, month, people: [...people] },
      signs: [{ item: key, rule: 'noPlan', subjectId: null, measure: people.length }],
    },
  ]
}

async function productsUnknown(tx: Tx, workspaceId: string): Promise<Candidate[]> {
  const products = await unmatchedProducts(tx, workspaceId, NAMED_PRODUCTS)
  if (products.length === 0) return []
  const lines = products.reduce((sum, product) => sum + product.lines, 0)
  const key = 'unmatchedProducts'
  return [
    {
      item: { kind: key, key, hidden: null, amountMinor: null, names: products.map((product) => product.name), lines },
      signs: [{ item: key, rule: key, subjectId: null, measure: products.length }],
    },
  ]
}
