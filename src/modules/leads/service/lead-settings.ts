import { DAY_MS } from '#core/calendar/day.ts'
import { randomBytes } from 'node:crypto'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { audit, orgTree } from '#modules/org/api.ts'
import { membersOf, presentAmong, takesLeads } from '../calc/distribution.ts'
import type { LeadForm, LeadRule, LeadSettings } from '../contract.ts'
import { absencesOn } from '../data/desk.ts'
import { type FormValues, insertForm, listForms, updateForm } from '../data/forms.ts'
import { missing } from '../data/missing.ts'
import { archiveRule, insertRule, listRules, orderRules, type StoredRule, updateRule } from '../data/rules.ts'
import { writeSettings } from '../data/settings.ts'
import { can } from '../policy.ts'
import { allow } from './lead-commands.ts'
import { settingsOf } from './settings-of.ts'

const FIGURES_MS = 30 * DAY_MS

/** @throws Refusal FORBIDDEN */
export async function readSettings(tx: Tx, by: By): Promise<LeadSettings> {
  allow(by, 'configure')
  return settingsOf(tx, by.actor.workspaceId, by.actor.language)
}

/** @throws Refusal FORBIDDEN, HOURS_WRONG, RULE_PERSON_GONE {names}, REFERENCE_MISSING, LEAD_SETTINGS_CHANGED */
export async function changeSettings(tx: Tx, by: By, settings: LeadSettings): Promise<LeadSettings> {
  allow(by, 'configure')
  if (settings.closesAt <= settings.opensAt) throw new Refusal('HOURS_WRONG')
  await demandPeople(tx, by, settings, false)
  const written = await writeSettings(tx, by.actor.workspaceId, settings)
  if (!written) throw new Refusal('LEAD_SETTINGS_CHANGED')
  await audit(tx, by.actor, 'lead_settings.changed', 'workspace', by.actor.workspaceId, {
    method: settings.method,
    targetMinutes: settings.targetMinutes,
  })
  return written
}

/** @throws Refusal FORBIDDEN */
export async function readForms(tx: Tx, by: By): Promise<LeadForm[]> {
  allow(by, 'configure')
  return listForms(tx, by.actor.workspaceId, new Date(by.now.getTime() - FIGURES_MS))
}

/** @throws Refusal FORBIDDEN, REFERENCE_MISSING */
export async function addForm(tx: Tx, by: By, values: FormValues): Promise<LeadForm> {
  allow(by, 'configure')
  await demandKnown(tx, by, { sourceIds: values.sourceId ? [values.sourceId] : [] })
  const id = uuid7()
  await insertForm(tx, by.actor.workspaceId, { ...values, id, key: randomBytes(15).toString('base64url') })
  await audit(tx, by.actor, 'lead_form.added', 'lead_form', id, { name: values.name })
  return formOf(tx, by, id)
}

type FormChange = { [Field in keyof FormValues]?: FormValues[Field] | undefined } & {
  id: string
  version: number
  archived?: boolean | undefined
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, REFERENCE_MISSING, LEAD_SETTINGS_CHANGED */
export async function changeForm(tx: Tx, by: By, { id, version, ...change }: FormChange): Promise<LeadForm> {
  allow(by, 'configure')
  const before = await formOf(tx, by, id)
  if (before.version !== version) throw new Refusal('LEAD_SETTINGS_CHANGED')
  if (change.sourceId) await demandKnown(tx, by, { sourceIds: [change.sourceId] })
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  if (!(await updateForm(tx, by.actor.workspaceId, { ...before, ...given, id, version })))
    throw new Refusal('LEAD_SETTINGS_CHANGED')
  await audit(tx, by.actor, 'lead_form.changed', 'lead_form', id, { name: before.name })
  return formOf(tx, by, id)
}

async function formOf(tx: Tx, by: By, id: string): Promise<LeadForm> {
  const form = (await readForms(tx, by)).find((one) => one.id === id)
  if (!form) throw new Refusal('NOT_FOUND')
  return form
}

/** Rules in order; each with those of its people who are gone. @throws Refusal FORBIDDEN */
export async function readRules(tx: Tx, by: By): Promise<LeadRule[]> {
  allow(by, 'configure')
  const { people, departments } = await orgTree(tx)
  const known = new Map(people.map((person) => [person.id, person]))
  const today = todayOf(by)
  const absences = await absencesOn(tx, by.actor.workspaceId, today)
  return (await listRules(tx, by.actor.workspaceId)).map((rule) => ({
    ...rule,
    gone: rule.personIds.flatMap((id) => {
      const person = known.get(id)
      return person && !takesLeads(person, today) ? [{ id, name: person.fullName }] : []
    }),
    empty: presentAmong(membersOf(rule, people, departments), known, absences, today).length === 0,
  }))
}

type RuleValues = Omit<StoredRule, 'id' | 'version'>

/** @throws Refusal FORBIDDEN, RULE_PERSON_GONE {names}, RULE_EMPTY, REFERENCE_MISSING */
export async function addRule(tx: Tx, by: By, values: RuleValues): Promise<LeadRule> {
  allow(by, 'configure')
  await demandPeople(tx, by, values, true)
  await demandKnown(tx, by, { sourceIds: values.sourceIds, formIds: values.formIds })
  const id = uuid7()
  await insertRule(tx, by.actor.workspaceId, { ...values, id })
  await audit(tx, by.actor, 'lead_rule.added', 'lead_rule', id, { name: values.name })
  return ruleOf(tx, by, id)
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, RULE_PERSON_GONE {names}, RULE_EMPTY, REFERENCE_MISSING, LEAD_SETTINGS_CHANGED */
export async function changeRule(tx: Tx, by: By, rule: StoredRule): Promise<LeadRule> {
  allow(by, 'configure')
  const before = await ruleOf(tx, by, rule.id)
  if (before.version !== rule.version) throw new Refusal('LEAD_SETTINGS_CHANGED')
  await demandPeople(tx, by, rule, true)
  await demandKnown(tx, by, { sourceIds: rule.sourceIds, formIds: rule.formIds })
  if (!(await updateRule(tx, by.actor.workspaceId, rule))) throw new Refusal('LEAD_SETTINGS_CHANGED')
  await audit(tx, by.actor, 'lead_rule.changed', 'lead_rule', rule.id, { name: rule.name })
  return ruleOf(tx, by, rule.id)
}

/** @throws Refusal FORBIDDEN, NOT_FOUND */
export async function removeRule(tx: Tx, by: By, id: string): Promise<void> {
  allow(by, 'configure')
  if (!(await archiveRule(tx, by.actor.workspaceId, id))) throw new Refusal('NOT_FOUND')
  await audit(tx, by.actor, 'lead_rule.removed', 'lead_rule', id)
}

/** @throws Refusal FORBIDDEN */
export async function putRulesInOrder(tx: Tx, by: By, ids: readonly string[]): Promise<void> {
  allow(by, 'configure')
  await orderRules(tx, by.actor.workspaceId, ids)
}

async function ruleOf(tx: Tx, by: By, id: string): Promise<LeadRule> {
  const rule = (await readRules(tx, by)).find((one) => one.id === id)
  if (!rule) throw new Refusal('NOT_FOUND')
  return rule
}

/** A rule gives leads to people who work here, now and later, and who sell. */
async function demandPeople(
  tx: Tx,
  by: By,
  { personIds, departmentIds }: { personIds: readonly string[]; departmentIds: readonly string[] },
  someone: boolean,
): Promise<void> {
  if (someone && personIds.length + departmentIds.length === 0) throw new Refusal('RULE_EMPTY')
  await demandKnown(tx, by, { departmentIds })
  const people = new Map((await orgTree(tx)).people.map((person) => [person.id, person]))
  if (personIds.some((id) => !people.has(id))) throw new Refusal('REFERENCE_MISSING', { fields: ['personIds'] })
  const today = todayOf(by)
  const gone = personIds.flatMap((id) => {
    const person = people.get(id)
    return person && (!takesLeads(person, today) || !can(person, 'work')) ? [person.fullName] : []
  })
  if (gone.length > 0) throw new Refusal('RULE_PERSON_GONE', { names: gone })
}

async function demandKnown(tx: Tx, { actor }: By, given: Parameters<typeof missing>[2]): Promise<void> {
  const fields = await missing(tx, actor.workspaceId, given)
  if (fields.length > 0) throw new Refusal('REFERENCE_MISSING', { fields })
}
