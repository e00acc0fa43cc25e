import type { Actor } from '#core/http/routes.ts'
import { allPages, askedOf, columnsFor, listFile } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import { activityQuestion } from '../contract.ts'
import type { ActivityLine } from '../data/activity-rows.ts'
import { countActivities } from '../data/found-activities.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { activityPage, askedActivities, orderOf } from './lists.ts'

/** So many rows are in memory at once. */
const PORTION = 1_000

const textsOf = ({ language }: Actor) => (language === 'en' ? en : ru).file

/** The list of activities as a file. */
export const activitiesList = listFile<ActivityLine>({
  id: 'activities.list',
  title: (actor) => textsOf(actor).title,
  async open(tx, actor, question, now) {
    const by = { actor, now }
    const { sort, ...asked } = askedOf(activityQuestion, question)
    const filter = askedActivities(by, asked)
    const order = orderOf(sort)
    return {
      columns: columnsOf(actor),
      rows: allPages(async (cursor: ListPlace | undefined) => {
        const { lines, next } = await activityPage(tx, by, filter, order, { cursor, limit: PORTION })
        return { rows: lines, next }
      }),
      total: (await countActivities(tx, actor.workspaceId, filter)).count,
    }
  },
})

function columnsOf(actor: Actor) {
  const texts = textsOf(actor)
  const words = texts.columns
  const { text, moment, number } = columnsFor<ActivityLine>(actor)
  return {
    start: moment(words.start, ({ occurredAt }) => occurredAt),
    kind: text(words.kind, ({ kind }) => texts.kinds[kind], 14),
    client: text(words.client, ({ company, contact }) => company?.name ?? contact?.name, 32),
    title: text(words.title, ({ title }) => title, 36),
    deal: text(words.deal, ({ deal }) => deal?.name, 32),
    owner: text(words.owner, ({ owner }) => owner?.name, 26),
    state: text(words.state, ({ state }) => texts.states[state], 14),
    outcome: text(words.outcome, ({ outcome }) => outcome?.name),
    result: text(words.result, ({ result, cancelReason }) => result ?? cancelReason, 40),
    minutes: number(words.minutes, ({ durationS }) => (durationS === null ? null : Math.round(durationS / 60))),
    shifts: number(words.shifts, ({ shifts }) => shifts),
    recorded: moment(words.recorded, ({ recordedAt }) => recordedAt),
    id: text(words.id, ({ id }) => id, 38),
  }
}
