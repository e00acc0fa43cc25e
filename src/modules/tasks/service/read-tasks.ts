import { addDays, type Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { askedPlace, listCondition, type RowOrder, rowOrder } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { Task, TaskQuestion } from '../contract.ts'
import { nextSteps } from '../data/next-steps.ts'
import { everybody, workingPeople } from '../data/references.ts'
import { taskListFields, TASK_ORDER } from '../data/task-columns.ts'
import { readTask, type TaskRow } from '../data/task-rows.ts'
import { countViews, viewPage, type ViewQuery } from '../data/task-views.ts'
import { type About, tasksAbout } from '../data/tasks-about.ts'
import { can, leads, rightsOn } from '../policy.ts'

/** The view "week" is the seven days that begin today: on a Friday the week that is left would be empty. */
const WEEK_DAYS = 7
const MOST_ABOUT = 200

interface ListTasks extends TaskQuestion {
  cursor?: ListPlace | undefined
  limit: number
}

/** One page of a view. @throws Refusal FILTER_BAD, CURSOR_BROKEN */
export async function listTasks(tx: Tx, by: By, { cursor, limit, ...asked }: ListTasks) {
  const { rows, next } = await taskPage(tx, await viewQuery(tx, by, asked), orderOf(asked), { cursor, limit })
  return { rows: rows.map((row) => told(by.actor, row)), nextCursor: next ? cursorText(next) : null }
}

/** What the database is asked for a view. @throws Refusal FILTER_BAD */
export async function viewQuery(tx: Tx, by: By, asked: TaskQuestion): Promise<ViewQuery> {
  const { view, horizons, text } = asked
  const ofAll = view === 'all' ? null : view === 'team' ? await teamOf(tx, by) : [by.actor.personId]
  return {
    ...spans(by),
    view,
    owners: asked.ownerIds ?? ofAll,
    horizons,
    text,
    where: listCondition(asked.where, taskListFields, by),
  }
}

const USUAL_ORDER: Partial<Record<TaskQuestion['view'], string>> = { done: '-closed', all: '-due' }

/** The order that was asked for, or that of the view. */
export const orderOf = ({ view, sort }: Pick<TaskQuestion, 'view' | 'sort'>): RowOrder =>
  rowOrder(sort ?? USUAL_ORDER[view] ?? 'due', TASK_ORDER)

/** So many rows of a view from a place on, and where the next ones begin. @throws Refusal CURSOR_BROKEN */
export async function taskPage(
  tx: Tx,
  query: ViewQuery,
  order: RowOrder,
  { cursor, limit }: { cursor: ListPlace | undefined; limit: number },
): Promise<{ rows: TaskRow[]; next: ListPlace | undefined }> {
  const found = await viewPage(tx, query, order, askedPlace(order, cursor), limit + 1)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    rows: found.slice(0, limit).map(({ row }) => row),
    next: last && order.placeOf({ id: last.row.id, place: last.place }),
  }
}

/** How many tasks each view has: of the actor, or of these people. */
export async function viewCounts(tx: Tx, by: By, ownerIds: readonly string[] | undefined) {
  const team = await teamOf(tx, by)
  return countViews(tx, { ...spans(by), owners: ownerIds ?? [by.actor.personId], team })
}

/** Tasks of one record; whoever does not see the record sees of its tasks those that are his. */
export async function aboutRecord(tx: Tx, { actor }: By, about: About) {
  const found = await tasksAbout(tx, actor.workspaceId, about, MOST_ABOUT + 1)
  return { rows: found.slice(0, MOST_ABOUT).map((row) => told(actor, row)), hasMore: found.length > MOST_ABOUT }
}

/** The next step of each of these deals that has one; only of deals that the actor sees. */
export async function stepsOf(tx: Tx, actor: Actor, dealIds: readonly string[]) {
  const steps = await nextSteps(tx, actor.workspaceId, [...new Set(dealIds)])
  return { rows: steps.map(({ dueAt, ...step }) => ({ ...step, dueAt: dueAt.toISOString() })) }
}

/** One task. @throws Refusal NOT_FOUND */
export async function taskOf(tx: Tx, actor: Actor, id: string): Promise<Task> {
  const row = await readTask(tx, actor.workspaceId, id)
  if (!row) throw new Refusal('NOT_FOUND')
  return told(actor, row)
}

/** To whom the actor may give tasks. */
export async function taskReference(tx: Tx, by: By) {
  const { actor } = by
  const mayCreate = can(actor, 'create')
  const reach =
    leads(actor, actor.personId) && actor.scope === 'all' ? null : [...new Set([...actor.people, actor.personId])]
  const known = mayCreate ? await workingPeople(tx, actor.workspaceId, reach, todayOf(by)) : []
  const people = known.filter(({ id }) => can(actor, 'assign', id))
  return { people, hasTeam: (await teamOf(tx, by)).length > 0, may: { create: mayCreate } }
}

/** Those whose tasks the actor sees besides his own. */
async function teamOf(tx: Tx, by: By): Promise<string[]> {
  const { actor } = by
  if (actor.scope === 'none') return []
  const people = actor.scope === 'all' ? await everybody(tx, actor.workspaceId) : actor.people
  return people.filter((id) => id !== actor.personId)
}

function spans(by: By): { workspaceId: string; author: string; today: Day; weekEnds: Day; now: Date } {
  const today = todayOf(by)
  return {
    workspaceId: by.actor.workspaceId,
    author: by.actor.personId,
    today,
    weekEnds: addDays(today, WEEK_DAYS - 1),
    now: by.now,
  }
}

function told(actor: Actor, row: TaskRow): Task {
  const rights = rightsOn(actor, { ownerId: row.owner.id, authorId: row.author?.id ?? null })
  const isOpen = row.state === 'open'
  return {
    ...row,
    may: {
      edit: rights.edit && isOpen,
      close: rights.close && isOpen,
      decline: rights.decline && isOpen,
      reopen: rights.close && !isOpen,
      trash: rights.trash,
    },
  }
}
