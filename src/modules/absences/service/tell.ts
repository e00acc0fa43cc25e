import type { By } from '#core/http/by.ts'
import type { Tx } from '#core/db/gate.ts'
import { notify } from '#modules/notifications/api.ts'
import { orgTree } from '#modules/org/api.ts'
import type { AbsenceValues, StoredAbsence } from '../data/absences.ts'

/** The boss decides: the person's manager, else the head of his department, else the owner. */
export async function tellAsked(tx: Tx, { actor }: By, asked: AbsenceValues & { id: string }): Promise<void> {
  const { people, departments } = await orgTree(tx)
  const person = people.find(({ id }) => id === asked.personId)
  const head = departments.find(({ id }) => id === person?.departmentId)?.headId
  const owner = people.find(({ role, leftOn }) => role === 'owner' && leftOn === null)?.id
  const boss = [person?.managerId, head, owner].find((id) => id && id !== asked.personId)
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
