import type { InTransaction, Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { LeftReason, ManyChanges } from '../contract.ts'
import type { StoredTask } from '../data/write-tasks.ts'
import { editTask } from './edit-task.ts'
import { openedTask, timeOf } from './task-commands.ts'

interface Row {
  id: string
  version: number
  changes: { [Field in keyof ManyChanges]: ManyChanges[Field] | undefined }
}

interface Outcome {
  changed: { id: string; version: number; before: ManyChanges }[]
  same: number
  left: { id: string; title: string; reason: LeftReason }[]
}

const LEFT: Record<string, LeftReason> = {
  TASK_CLOSED: 'CLOSED',
  TASK_CHANGED: 'CHANGED',
  FORBIDDEN: 'FORBIDDEN',
  REFERENCE_MISSING: 'OWNER_GONE',
  SHIFT_REASON_REQUIRED: 'REASON_REQUIRED',
}

/** Carries the outcome of a rehearsal out of the transaction that it takes back. */
class Rehearsed extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super('rehearsed')
    this.outcome = outcome
  }
}

/**
 * Changes many tasks in one transaction, each by the rules of one; those that may not be changed stay as they are, and it is said why. A rehearsal
 * does the same and takes it back. Tasks that the actor does not see are no part of the answer.
 */
export async function editMany(
  as: InTransaction,
  by: By,
  { rows, reason, rehearse }: { rows: readonly Row[]; reason?: string | undefined; rehearse: boolean },
): Promise<Outcome> {
  try {
    return await as(async (tx) => {
      const outcome: Outcome = { changed: [], same: 0, left: [] }
      // In one order, so that two who change the same tasks do not wait for each other.
      for (const row of rows.toSorted((one, two) => (one.id < two.id ? -1 : 1)))
        await editOne(tx, by, row, reason, outcome)
      if (rehearse) throw new Rehearsed(outcome)
      return outcome
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.outcome
    throw error
  }
}

async function editOne(tx: Tx, by: By, row: Row, reason: string | undefined, outcome: Outcome): Promise<void> {
  const before = await openedTask(tx, by, { id: row.id }).catch(refusalOnly)
  if (before instanceof Refusal) return
  const was = valuesOf(by, before, row.changes)
  const isSame = Object.entries(was).every(([field, value]) => row.changes[field as keyof ManyChanges] === value)
  if (isSame) {
    outcome.same += 1
    return
  }
  const saved = await editTask(tx, by, { ...row, reason }).catch(refusalOnly)
  if (!(saved instanceof Refusal)) outcome.changed.push({ id: row.id, version: saved.version, before: was })
  else outcome.left.push({ id: row.id, title: before.title, reason: LEFT[saved.code] ?? 'FORBIDDEN' })
}

/** Those values of a task that are about to change. */
function valuesOf(by: By, task: StoredTask, changes: Row['changes']): ManyChanges {
  const all: Required<ManyChanges> = {
    ownerId: task.ownerId,
    dueOn: task.dueOn,
    dueTime: timeOf(by, task),
    priority: task.priority,
    horizon: task.horizon,
  }
  const asked = Object.entries(all).filter(([field]) => changes[field as keyof ManyChanges] !== undefined)
  return Object.fromEntries(asked)
}

/** A refusal says why this one task stays; anything else ends the whole. */
function refusalOnly(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw error
}
