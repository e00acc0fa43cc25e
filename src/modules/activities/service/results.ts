import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Language } from '#core/i18n/language.ts'
import { audit } from '#modules/org/api.ts'
import type { ActivityKind, ActivityResult } from '../contract.ts'
import { insertResult, type NewResult, orderResults, resultById, updateResult } from '../data/results.ts'
import { can } from '../policy.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

const texts = { ru, en }

/** What a new company begins with: results that most can use and all can change. */
export async function beginActivities(
  tx: Tx,
  { workspaceId, language }: { workspaceId: string; language: Language },
): Promise<void> {
  for (const result of texts[language].firstResults) await insertResult(tx, workspaceId, result)
}

/** @throws Refusal FORBIDDEN, RESULT_EXISTS */
export async function addResult(tx: Tx, actor: Actor, input: NewResult): Promise<ActivityResult> {
  allow(actor)
  const added = await insertResult(tx, actor.workspaceId, input)
  if (!added) throw new Refusal('RESULT_EXISTS')
  await audit(tx, actor, 'activity_result.added', 'activity_result', added.id, { name: input.name, kind: input.kind })
  return added
}

interface ResultEdit {
  id: string
  name?: string | undefined
  isContact?: boolean | undefined
  next?: ActivityResult['next'] | undefined
  archived?: boolean | undefined
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, RESULT_EXISTS */
export async function editResult(tx: Tx, actor: Actor, { id, ...change }: ResultEdit): Promise<ActivityResult> {
  allow(actor)
  const before = await resultById(tx, actor.workspaceId, id)
  if (!before) throw new Refusal('NOT_FOUND')
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const after: ActivityResult = { ...before, ...given }
  if (await updateResult(tx, actor.workspaceId, after)) throw new Refusal('RESULT_EXISTS')
  await audit(tx, actor, 'activity_result.changed', 'activity_result', id, given)
  return after
}

/** @throws Refusal FORBIDDEN */
export async function putResultsInOrder(
  tx: Tx,
  actor: Actor,
  { kind, ids }: { kind: ActivityKind; ids: readonly string[] },
): Promise<{ done: true }> {
  allow(actor)
  await orderResults(tx, actor.workspaceId, kind, ids)
  await audit(tx, actor, 'activity_results.ordered', 'activity_result', kind)
  return { done: true }
}

function allow(actor: Actor): void {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
}
