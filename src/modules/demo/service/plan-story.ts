import { addDays, type Day, type Month } from '#core/calendar/day.ts'
import { evenWeights } from '#core/calendar/day-weights.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Story } from '../calc/story.ts'
import { type DemoVersion, insertActivityPlans, insertTiersAndCuts, insertVersions } from '../data/plan-story.ts'

const REASONS = [
  'План по сезону и составу отдела, как договорились на итогах месяца',
  'Взяли прошлый год плюс 8 %, новичкам — по программе ввода',
  'По открытым сделкам и норме встреч; уходящему в отпуск — меньше',
]

/**
 * How the plans came to be: heads proposed, the director approved, the owner the company's. Three closed months in peace; of the running one the
 * first proposal was returned, the second approved, and a little was changed since; one for the next month waits.
 */
export async function writePlanStory(
  tx: Tx,
  workspaceId: string,
  { team }: Story,
  { today }: { today: Day },
): Promise<void> {
  const month = monthOf(today)
  const director = team.members.find(({ role }) => role === 'director')?.id
  const owner = team.members.find(({ role }) => role === 'owner')?.id
  const from = addMonths(month, -3)
  await insertTiersAndCuts(tx, workspaceId, from)
  await insertActivityPlans(tx, workspaceId, from, addMonths(month, 1))
  if (!director || !owner) return
  const weights = (of: Month) => evenWeights(russianCalendar).ofMonth(of)
  const months = [-3, -2, -1, 0].map((ago) => addMonths(month, ago))
  const departments = team.departments.flatMap(({ id, headId }, index): DemoVersion[] => {
    if (!headId) return []
    const of = { level: 'department' as const, subjectId: id, by: headId, decidedBy: director }
    const closed = months.slice(0, 3).map((one, place): DemoVersion => ({
      ...of,
      month: one,
      number: place + 1,
      state: 'approved',
      percent: 100,
      reason: REASONS[(index + place) % REASONS.length] ?? '',
      on: addDays(firstDay(one), -6),
      note: 'Согласовано',
      weights: weights(one),
    }))
    const open = { ...of, month, weights: weights(month) }
    const first = {
      ...open,
      number: 4,
      on: addDays(firstDay(month), -7),
      reason: REASONS[index % REASONS.length] ?? '',
    }
    const second = { ...open, number: 5, on: addDays(firstDay(month), -4) }
    const running: DemoVersion[] =
      index === 0
        ? [
            {
              ...first,
              state: 'returned',
              percent: 90,
              note: 'Мало: открытых сделок хватает на большее, добавьте 10 %',
            },
            {
              ...second,
              state: 'approved',
              percent: 103,
              reason: 'Добавили по сделкам на этапе договора',
              note: 'Теперь в порядке',
            },
          ]
        : [{ ...first, state: 'approved', percent: 100, note: 'Согласовано' }]
    return [...closed, ...running]
  })
  const company = months.map((one, place): DemoVersion => ({
    level: 'company',
    subjectId: workspaceId,
    month: one,
    number: place + 1,
    state: 'approved',
    percent: 100,
    reason: 'Свод планов отделов',
    by: director,
    on: addDays(firstDay(one), -3),
    decidedBy: owner,
    note: null,
    weights: weights(one),
  }))
  const next = addMonths(month, 1)
  const asking = team.departments.find(({ headId }) => headId)
  const waiting: DemoVersion[] =
    asking?.headId && monthOf(firstDay(next)).startsWith(today.slice(0, 4))
      ? [
          {
            level: 'department',
            subjectId: asking.id,
            month: next,
            number: 6,
            state: 'proposed',
            percent: 100,
            reason: 'Следующий месяц: по сезону, с учётом отпусков',
            by: asking.headId,
            on: addDays(today, -1),
            decidedBy: null,
            note: null,
            weights: weights(next),
          },
        ]
      : []
  await insertVersions(tx, workspaceId, [...departments, ...company, ...waiting])
}
