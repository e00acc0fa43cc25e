import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import { type LoggedEdit, type LoggedShift, namesOf, readEdits, readShifts } from '../data/task-history.ts'
import { taskOf } from './read-tasks.ts'

const POINTERS = new Set(['ownerId', 'dealId', 'companyId', 'contactId', 'personId'])

/** What happened to a task, newest first. @throws Refusal NOT_FOUND */
export async function taskHistory(tx: Tx, actor: Actor, id: string) {
  await taskOf(tx, actor, id)
  const edits = await readEdits(tx, actor.workspaceId, id)
  const shifts = await readShifts(tx, actor.workspaceId, id)
  const mentioned = edits.flatMap(({ changes }) =>
    Object.entries(changes).flatMap(([field, { from, to }]) => (POINTERS.has(field) ? [from, to] : [])),
  )
  const names = await namesOf(
    tx,
    actor.workspaceId,
    mentioned.filter((value) => typeof value === 'string'),
  )
  const entries = [...edits.map((edit) => editEntry(edit, names)), ...shifts.map(shiftEntry)]
  return { entries: entries.toSorted((a, b) => b.at.localeCompare(a.at) || order[b.kind] - order[a.kind]) }
}

/** Of one moment the reason stands above the change that it explains. */
const order = { shift: 2, refusal: 2, edited: 1, created: 0 }

function editEntry({ version, at, by, source, changes }: LoggedEdit, names: Map<string, string>) {
  const shown = (field: string, value: unknown): string | null => {
    if (value === null || value === undefined) return null
    if (POINTERS.has(field)) return typeof value === 'string' ? (names.get(value) ?? null) : null
    if (field === 'dueAt') return new Date(Number(value)).toISOString()
    if (field === 'checklist' && Array.isArray(value)) {
      return `${value.filter((point: { done?: boolean }) => point.done).length}/${value.length}`
    }
    return typeof value === 'string' ? value : JSON.stringify(value)
  }
  return {
    kind: version === 1 ? ('created' as const) : ('edited' as const),
    at: at.toISOString(),
    by,
    source,
    reason: null,
    changes: Object.entries(changes).map(([field, { from, to }]) => ({
      field,
      from: shown(field, from),
      to: shown(field, to),
    })),
  }
}

function shiftEntry({ kind, at, by, fromAt, toAt, reason }: LoggedShift) {
  return {
    kind,
    at: at.toISOString(),
    by,
    source: 'ui',
    reason,
    changes: [{ field: 'dueAt', from: fromAt.toISOString(), to: toAt?.toISOString() ?? null }],
  }
}
