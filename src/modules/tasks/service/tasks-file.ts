import type { Actor } from '#core/http/routes.ts'
import { allPages, askedOf, columnsFor, listFile } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import { taskQuestion } from '../contract.ts'
import type { TaskRow } from '../data/task-rows.ts'
import { countInView } from '../data/task-views.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { orderOf, taskPage, viewQuery } from './read-tasks.ts'

/** So many rows are in memory at once. */
const PORTION = 1_000
const USUAL = ['title', 'due', 'owner', 'author', 'about', 'company', 'priority', 'state', 'result', 'closed']

const textsOf = ({ language }: Actor) => (language === 'en' ? en : ru).file

/** The list of tasks as a file. */
export const tasksList = listFile<TaskRow>({
  id: 'tasks.list',
  title: (actor) => textsOf(actor).title,
  async open(tx, actor, question, now) {
    const asked = askedOf(taskQuestion, question)
    const query = await viewQuery(tx, { actor, now }, asked)
    const order = orderOf(asked)
    return {
      columns: columnsOf(actor),
      usual: USUAL,
      rows: allPages((cursor: ListPlace | undefined) => taskPage(tx, query, order, { cursor, limit: PORTION })),
      total: await countInView(tx, query),
    }
  },
})

function columnsOf(actor: Actor) {
  const texts = textsOf(actor)
  const words = texts.columns
  const { text, moment, number } = columnsFor<TaskRow>(actor)
  return {
    title: text(words.title, ({ title }) => title, 44),
    due: moment(words.due, ({ dueAt }) => dueAt),
    owner: text(words.owner, ({ owner }) => owner.name, 26),
    author: text(words.author, ({ author }) => author?.name, 26),
    about: text(words.about, ({ deal, contact, person }) => deal?.name ?? contact?.name ?? person?.name, 34),
    company: text(words.company, ({ company }) => company?.name, 30),
    priority: text(words.priority, ({ priority }) => texts.priority[priority], 12),
    horizon: text(words.horizon, ({ horizon }) => texts.horizon[horizon], 12),
    state: text(words.state, ({ state }) => texts.state[state], 12),
    shifts: number(words.shifts, ({ shifts }) => shifts),
    note: text(words.note, ({ note }) => note, 40),
    result: text(words.result, ({ result }) => result, 40),
    closed: moment(words.closed, ({ closedAt }) => closedAt),
    created: moment(words.created, ({ createdAt }) => createdAt),
    updated: moment(words.updated, ({ updatedAt }) => updatedAt),
    id: text(words.id, ({ id }) => id, 38),
  }
}
