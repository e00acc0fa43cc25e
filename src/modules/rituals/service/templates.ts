import { addDays } from '#core/calendar/day.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Language } from '#core/i18n/language.ts'
import { audit, worksOn } from '#modules/org/api.ts'
import { streakOf } from '../calc/due-days.ts'
import { usualTemplate } from '../calc/usual.ts'
import type { RitualKind, Template } from '../contract.ts'
import { listTemplates, putTemplate, type StoredTemplate, type TemplateValues } from '../data/templates.ts'
import { leadsMeetings, mayLead } from '../policy.ts'
import { type Meeting, meetingsIn } from './calendar.ts'
import { qualityOf } from './ritual.ts'
import { type Org, orgOf } from './team.ts'

/** How far back streak and quality look, and how far ahead the next day is sought. */
const BACK_DAYS = 60
const AHEAD_DAYS = 100
const leading = new Set(['owner', 'director', 'head'])

/** Rituals in sight with how they are kept. */
export async function templates(tx: Tx, by: By) {
  const { actor } = by
  const org = await orgOf(tx)
  const stored = await listTemplates(tx, actor.workspaceId)
  const meetings = Map.groupBy(await around(tx, by), ({ line }) => line.templateId)
  const leaders = [...org.people.values()].filter(
    (one) => leading.has(one.role) && worksOn(one, todayOf(by)) && mayLead(actor, one.id),
  )
  return {
    rows: stored.map((one) => shown(one, by, org, meetings.get(one.id) ?? [])),
    leaders: leaders.map(({ id, fullName }) => ({ id, name: fullName })),
    may: { add: leadsMeetings(actor) },
  }
}

type Given = { [Field in keyof Omit<TemplateValues, 'kind' | 'isArchived'>]?: TemplateValues[Field] | undefined }

/** @throws Refusal FORBIDDEN, RITUAL_SCHEDULE, REFERENCE_MISSING {fields} */
export async function addTemplate(
  tx: Tx,
  by: By,
  { kind, ...given }: Given & { kind: RitualKind },
  language: Language,
): Promise<Template> {
  const { actor } = by
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const usual = usualTemplate(kind, language)
  const values: TemplateValues = {
    ...usual,
    weekDays: [...usual.weekDays],
    kind,
    leaderId: actor.personId,
    participantIds: [],
    startsOn: todayOf(by),
    isArchived: false,
    ...named,
  }
  await check(tx, by, values)
  const id = uuid7(by.now.getTime())
  await putTemplate(tx, actor.workspaceId, { ...values, id, version: 0, byId: actor.personId })
  return told(tx, by, id)
}

/** @throws Refusal NOT_FOUND, FORBIDDEN, RITUAL_SCHEDULE, REFERENCE_MISSING {fields}, RITUAL_TEMPLATE_CHANGED */
export async function editTemplate(
  tx: Tx,
  by: By,
  { id, version, ...change }: Given & { id: string; version: number; isArchived?: boolean | undefined },
): Promise<Template> {
  const { actor } = by
  const [before] = await listTemplates(tx, actor.workspaceId, id)
  if (!before) throw new Refusal('NOT_FOUND')
  refuseOthers(by, before)
  if (before.version !== version) throw new Refusal('RITUAL_TEMPLATE_CHANGED')
  const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const values: StoredTemplate = { ...before, ...named }
  await check(tx, by, values)
  if (!(await putTemplate(tx, actor.workspaceId, { ...values, version, byId: null })))
    throw new Refusal('RITUAL_TEMPLATE_CHANGED')
  return told(tx, by, id)
}

function refuseOthers({ actor }: By, { leaderId }: TemplateValues): void {
  if (!mayLead(actor, leaderId)) throw new Refusal('FORBIDDEN')
}

async function check(tx: Tx, by: By, values: TemplateValues): Promise<void> {
  const { leaderId, participantIds, every, weekDays, nth } = values
  refuseOthers(by, values)
  if (((every === 'day' || every === 'week') && weekDays.length === 0) || nth === 0)
    throw new Refusal('RITUAL_SCHEDULE')
  const { people } = await orgOf(tx)
  const isGone = { leaderId: !people.has(leaderId), participantIds: participantIds.some((id) => !people.has(id)) }
  const fields = Object.entries(isGone).flatMap(([field, gone]) => (gone ? [field] : []))
  if (fields.length > 0) throw new Refusal('REFERENCE_MISSING', { fields })
}

async function told(tx: Tx, by: By, id: string): Promise<Template> {
  const { actor } = by
  const [stored] = await listTemplates(tx, actor.workspaceId, id)
  if (!stored) throw new Refusal('NOT_FOUND')
  await audit(tx, actor, 'ritual_template.changed', 'ritual_template', id, { name: stored.name })
  announce(tx, {
    workspaceId: actor.workspaceId,
    topic: 'ritual',
    id,
    ownerIds: [stored.leaderId, actor.personId],
    byPersonId: actor.personId,
  })
  const own = (await around(tx, by)).filter(({ line }) => line.templateId === id)
  return shown(stored, by, await orgOf(tx), own)
}

function around(tx: Tx, by: By): Promise<Meeting[]> {
  const today = todayOf(by)
  return meetingsIn(tx, by, { start: addDays(today, -BACK_DAYS), end: addDays(today, AHEAD_DAYS) })
}

/** @param own its meetings */
function shown(one: StoredTemplate, by: By, { people }: Org, own: readonly Meeting[]): Template {
  const { leaderId, leaderName, participantIds, ...rest } = one
  const today = todayOf(by)
  const past = own.filter(({ line }) => line.state === 'held' || line.state === 'missed' || line.state === 'cancelled')
  const decided = past.filter(({ line }) => line.state !== 'cancelled')
  const held = past.flatMap(({ stored }) => (stored?.state === 'held' ? [stored] : []))
  const ahead = own.find(({ line }) => line.day >= today && (line.state === 'due' || line.state === 'planned'))
  return {
    ...rest,
    leader: { id: leaderId, name: leaderName },
    participants: participantIds.flatMap((id) => {
      const person = people.get(id)
      return person ? [{ id, name: person.fullName }] : []
    }),
    next: ahead?.line.day ?? null,
    streak: streakOf(past.map(({ line }) => line.state).toReversed()),
    due: decided.length,
    held: held.length,
    quality: held.length === 0 ? null : held.reduce((sum, stored) => sum + qualityOf(stored), 0) / held.length,
    may: { edit: mayLead(by.actor, leaderId) },
  }
}
