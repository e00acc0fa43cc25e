import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Currency } from '#core/money/currency.ts'
import { audit } from '#modules/org/api.ts'
import { libraryOf } from '../calc/library.ts'
import { rulesOf } from '../calc/rules.ts'
import type { Driver, LibraryEntry, Rule, Target } from '../contract.ts'
import { insertEntry, ownLibrary, pastEffects } from '../data/actions.ts'
import { ownRules, putRule } from '../data/rules.ts'
import { can } from '../policy.ts'

/** All actions with their past here. @throws Refusal FORBIDDEN */
export async function library(tx: Tx, actor: Actor): Promise<{ rows: LibraryEntry[] }> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const own = await ownLibrary(tx, actor.workspaceId)
  const entries = own.map((one) => ({ ...one, drivers: one.drivers as Driver[] }))
  return { rows: libraryOf(entries, await pastEffects(tx)) }
}

/** @throws Refusal FORBIDDEN, CASE_ACTION_KNOWN */
export async function addToLibrary(
  tx: Tx,
  actor: Actor,
  { title, target, drivers }: { title: string; target: Target; drivers: readonly Driver[] },
): Promise<LibraryEntry> {
  if (!can(actor, 'act')) throw new Refusal('FORBIDDEN')
  const id = uuid7()
  if (!(await insertEntry(tx, actor.workspaceId, { id, title, target, drivers })))
    throw new Refusal('CASE_ACTION_KNOWN')
  return { kind: id, title, target, drivers: [...drivers], n: 0, judged: 0, helped: 0, medianShare: null }
}

/** @throws Refusal FORBIDDEN */
export async function listRules(tx: Tx, actor: Actor) {
  if (!can(actor, 'read') && !can(actor, 'configure')) throw new Refusal('FORBIDDEN')
  return {
    rules: rulesOf(await ownRules(tx, actor.workspaceId), actor.workspace.currency as Currency),
    may: { edit: can(actor, 'configure') },
  }
}

/** @throws Refusal FORBIDDEN */
export async function editRule(tx: Tx, actor: Actor, rule: Rule) {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
  await putRule(tx, actor.workspaceId, rule)
  await audit(tx, actor, 'case_rule.changed', 'caseRule', rule.code, { ...rule })
  return listRules(tx, actor)
}
