import { type By, todayOf } from '#core/http/by.ts'
import type { Tx } from '#core/db/gate.ts'
import { notify } from '#modules/notifications/api.ts'
import { isAtWork, orgTree } from '#modules/org/api.ts'
import type { AbsenceValues, StoredAbsence } from '../data/absences.ts'

/** The boss decides: the person's manager, else the head of his department, else the owner; whoever has left is none of them. */
export async function tellAsked(tx: Tx, by: By, asked: AbsenceValues & { id: string }): Promise<void> {
  const { actor } = by
  const { people, departments } = await orgTree(tx)
  const here = new Set(people.filter((one) => isAtWork(one, todayOf(by))).map(({ id }) => id))
  const person = people.find(({ id }) => id === asked.personId)
  const head = departments.find(({ id }) => id === person?.departmentId)?.headId
  const owner = people.find(({ role, id }) => role === 'owner' && here.has(id))?.id
  const boss = [person?.managerId, head, owner].find((id) => id && id !== asked.personId && here.has(id))
  if (!person || !boss || boss === actor.personId) return
  await notify(tx, [
    {
      workspaceId: actor.workspaceId,
      personId: boss,
      kind: 'ABSENCE_ASKED',
      subject: { type: 'absence', id: asked.id },
      data: { name: person.fullName, kind: asked.kind, from: asked.fromOn, to: asked.toOn },
      path: '/absences',
    },
  ])
}

export async function tellDecided(tx: Tx, { actor }: By, before: StoredAbsence, approved: boolean): Promise<void> {
  if (before.personId === actor.personId) return
  await notify(tx, [
    {
      workspaceId: actor.workspaceId,
      personId: before.personId,
      kind: approved ? 'ABSENCE_APPROVED' : 'ABSENCE_DECLINED',
      subject: { type: 'absence', id: before.id },
      data: { by: actor.fullName, kind: before.kind, from: before.fromOn, to: before.toOn },
      path: '/absences',
    },
  ])
}
