import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { ListView, Sharing, TableLayout } from '../contract.ts'
import {
  deleteView,
  insertView,
  readView,
  readViewChoice,
  readViews,
  type StoredView,
  updateView,
  writeViewChoice,
} from '../data/views.ts'
import { can, sharingsOf } from '../policy.ts'
import { readListSettings } from '../data/settings.ts'

/** Of one person in one list: more than anybody can tell apart. */
const MOST_VIEWS = 50

interface Given {
  name?: string | undefined
  shared?: Sharing | undefined
  search?: Record<string, string> | undefined
  layout?: TableLayout | undefined
}

/** The views of a list that the reader sees: in his order, new ones at the end. */
export async function listViews(tx: Tx, actor: Actor, list: string) {
  const views = await readViews(tx, actor.workspaceId, list)
  const { defaultViewId, viewOrder } = await readViewChoice(tx, actor.personId, list)
  const place = ({ id }: StoredView) => (viewOrder.includes(id) ? viewOrder.indexOf(id) : viewOrder.length)
  return {
    views: views.toSorted((one, two) => place(one) - place(two)).map((view) => shown(view, actor)),
    defaultViewId: views.some(({ id }) => id === defaultViewId) ? defaultViewId : null,
    mayShare: sharingsOf(actor),
    mayExport: can(actor, 'export', await readListSettings(tx, actor.workspaceId)),
  }
}

/** Saves a view. @throws Refusal FORBIDDEN when it may not be shared so, VIEWS_FULL */
export async function addView(
  tx: Tx,
  actor: Actor,
  list: string,
  { name, shared, search, layout }: Required<{ [Field in keyof Given]: Exclude<Given[Field], undefined> }>,
): Promise<ListView> {
  const own = (await readViews(tx, actor.workspaceId, list)).filter(({ authorId }) => authorId === actor.personId)
  if (own.length >= MOST_VIEWS) throw new Refusal('VIEWS_FULL', { limit: MOST_VIEWS })
  const departmentId = await departmentFor(tx, actor, shared)
  return found(tx, actor, await insertView(tx, actor, list, { name, shared, departmentId, search, layout }))
}

/** Changes a view. @throws Refusal NOT_FOUND, FORBIDDEN when it is somebody else's */
export async function editView(tx: Tx, actor: Actor, id: string, given: Given): Promise<ListView> {
  const view = await changeable(tx, actor, id)
  const shared = given.shared ?? view.shared
  const departmentId = shared === view.shared ? view.departmentId : await departmentFor(tx, actor, shared)
  const fields = {
    name: given.name ?? view.name,
    shared,
    departmentId,
    search: given.search ?? view.search,
    layout: given.layout ?? view.layout,
  }
  if (!(await updateView(tx, actor.workspaceId, id, fields))) throw new Refusal('FORBIDDEN')
  return found(tx, actor, id)
}

/** @throws Refusal NOT_FOUND, FORBIDDEN */
export async function removeView(tx: Tx, actor: Actor, id: string): Promise<void> {
  await changeable(tx, actor, id)
  if (!(await deleteView(tx, actor.workspaceId, id))) throw new Refusal('FORBIDDEN')
}

/** Keeps the reader's own order of the views and what his list opens with. */
export async function orderViews(
  tx: Tx,
  actor: Actor,
  { list, ids, defaultViewId }: { list: string; ids: string[]; defaultViewId: string | null },
): Promise<void> {
  await writeViewChoice(tx, actor, list, { viewOrder: ids, defaultViewId })
}

async function found(tx: Tx, actor: Actor, id: string): Promise<ListView> {
  const view = await readView(tx, actor.workspaceId, id)
  if (!view) throw new Refusal('NOT_FOUND')
  return shown(view, actor)
}

async function changeable(tx: Tx, actor: Actor, id: string): Promise<StoredView> {
  const view = await readView(tx, actor.workspaceId, id)
  if (!view) throw new Refusal('NOT_FOUND')
  if (!mayChange(view, actor)) throw new Refusal('FORBIDDEN')
  return view
}

const mayChange = ({ authorId }: StoredView, { personId, role, readOnly }: Actor) =>
  !readOnly && (authorId === personId || role === 'owner' || role === 'admin')

function shown({ authorId, authorName, ...view }: StoredView, actor: Actor): ListView {
  return {
    id: view.id,
    name: view.name,
    author: { id: authorId, name: authorName },
    shared: view.shared,
    search: view.search,
    layout: view.layout,
    mayChange: mayChange({ ...view, authorId, authorName }, actor),
    version: view.version,
  }
}

/** The department to share with: the one the person works in, or the first that he heads. */
async function departmentFor(tx: Tx, actor: Actor, shared: Sharing): Promise<string | null> {
  if (!sharingsOf(actor).includes(shared)) throw new Refusal('FORBIDDEN')
  if (shared !== 'department') return null
  const person = await tx
    .selectFrom('people')
    .select('department_id')
    .where('workspace_id', '=', actor.workspaceId)
    .where('id', '=', actor.personId)
    .executeTakeFirst()
  const department = person?.department_id ?? actor.departments[0]
  if (!department) throw new Refusal('FORBIDDEN')
  return department
}
