import { type By, todayOf } from '#core/http/by.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { orgTree, peopleInScope } from '#modules/org/api.ts'
import { ritualCounts } from '#modules/rituals/api.ts'
import { judged } from '../calc/health.ts'
import type { Check } from '../contract.ts'
import { countsOf } from '../data/counts.ts'
import { openPath } from './open-path.ts'

type Place = readonly [code: Check['code'], step: Check['step'], path: string]

const counted = [
  ['goalsSet', 'plan', '/goals'],
  ['planSet', 'plan', '/plan'],
  ['planSums', 'plan', '/plan'],
  ['planApproved', 'plan', '/plan'],
  ['normsIssued', 'organise', '/norms'],
  ['headsNamed', 'organise', '/structure'],
  ['substitutesNamed', 'organise', '/absences'],
  ['casesInTime', 'control', '/cases'],
  ['causesNamed', 'correct', '/cases'],
  ['actionsTaken', 'correct', '/cases'],
  ['effectsChecked', 'correct', '/cases'],
  ['casesClosed', 'correct', '/cases'],
] as const satisfies readonly Place[]

const meetings = [
  ['oneToOnesHeld', 'lead', ['oneToOne']],
  ['planningsHeld', 'lead', ['daily']],
  ['listeningHeld', 'lead', ['listening']],
  ['reviewsHeld', 'control', ['pipeline']],
  ['resultsHeld', 'control', ['month', 'quarter']],
] as const

/** All checks of the five steps in a period, as far as the asker sees people and plans. */
export async function checksOf(tx: Tx, by: By, period: Period): Promise<Check[]> {
  const { actor } = by
  const [scope, tree] = [await peopleInScope(tx), await orgTree(tx)]
  const counts = await countsOf(tx, actor.workspaceId, {
    period,
    today: todayOf(by),
    sellers: scope.filter(({ role }) => role === 'seller').map(({ id }) => id),
    departments: actor.scope === 'all' ? tree.departments.map(({ id }) => id) : actor.departments,
    seesAll: actor.scope === 'all',
  })
  const rituals = await ritualCounts(tx, by, period)
  return [
    ...counted.map(([code, step, path]) => judged({ code, step, path: openPath(actor, path), ...counts[code] })),
    ...meetings.map(([code, step, kinds]) => {
      const of = rituals.filter(({ kind }) => kinds.some((one) => one === kind))
      const sum = (field: 'due' | 'held') => of.reduce((all, one) => all + one[field], 0)
      return judged({ code, step, path: '/rituals', done: sum('held'), total: sum('due') })
    }),
  ]
}
