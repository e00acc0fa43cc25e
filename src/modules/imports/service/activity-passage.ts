import { createHash } from 'node:crypto'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { companyNameKey, normalizeName } from '#core/files/values.ts'
import { activitiesByExternalId, insertActivities, listResults, type NewActivity } from '#modules/activities/api.ts'
import { companiesByKeys, contactsByKeys } from '#modules/clients/api.ts'
import { dealsByExternalId, TotalSums, writeTotals } from '#modules/deals/api.ts'
import { byKey } from '../calc/by-key.ts'
import { activityKind, durationSeconds, isStillPlanned, isUnanswered } from '../calc/activity-words.ts'
import { knownRow, newRow, refusedRow } from '../calc/import-counts.ts'
import { KnownCompanies } from '../calc/known-companies.ts'
import type { Contactable } from '../calc/read-deal.ts'
import { changed, isRejected, rejected, type RowProblem } from '../calc/row-problem.ts'
import { type RowValues, valuesReader } from '../calc/row-values.ts'
import { OwnerBook } from './owner-book.ts'
import type { FileToPass, Passage } from './passage.ts'
import { RowReport } from './row-report.ts'
import type { RunSettings } from './run-settings.ts'

interface Wanted {
  line: number
  key: string
  kind: NewActivity['kind'] | null
  at: number | null
  ownerId: string | null
  phone: Contactable | null
  email: string | null
  company: string
  inn: string | null
  dealId: string
  durationS: number | null
  isPlanned: boolean
  isReached: boolean
  result: string
  recordingUrl: string | null
  problems: RowProblem[]
  label: RowValues['label']
}

/**
 * Calls, meetings and letters as telephony and other systems export them. The client is found by the deal's id, the phone, the e-mail, the ИНН or the
 * name; who is not found is no client yet, and the contact is kept without one. What is here already is left alone, so that the same export may come twice.
 */
export async function activityPassage(tx: Tx, settings: RunSettings, { file }: FileToPass): Promise<Passage> {
  const { workspaceId, importId, mapping, zone, write } = settings
  const { system } = mapping
  const values = valuesReader(mapping, file, zone)
  const owners = await OwnerBook.open(tx, mapping, settings.reach)
  const results = new Map(
    (await listResults(tx, workspaceId)).map((one) => [`${one.kind} ${normalizeName(one.name)}`, one]),
  )
  const report = new RowReport(tx, settings, file)
  const sums = new TotalSums()
  /** Contacts of this file by key: the same second, person and number without an id of their own are one. */
  const seen = new Map<string, number>()

  return {
    async take(rows) {
      const records = await report.records(rows)
      const wanted = records.map((row) => wantedOf(row.line, values(row)))
      const known = await surroundings(wanted)
      const activities: NewActivity[] = []
      const outcomes = wanted.map((one) => {
        const { line, problems } = one
        const here = known.activities.get(one.key)
        if (here !== undefined && !isRejected(problems)) return knownRow(line, here)
        const activity = isRejected(problems) ? null : activityOf(one, known)
        if (!activity) return refusedRow(one)
        activities.push(activity)
        return newRow(one, activity.id)
      })
      if (write) {
        await owners.write(tx, workspaceId)
        if (activities.length > 0) await insertActivities(tx, workspaceId, activities, zone, 'import', sums)
      }
      await report.add(outcomes)
    },
    async end() {
      if (!write) return
      await writeTotals(tx, workspaceId, sums.take())
      announce(tx, { workspaceId, topic: 'activity', id: importId, ownerIds: [], byPersonId: null })
    },
    settle: async () => {},
    result: () => report.counting.result({ people: owners.made.map(({ name }) => name) }),
    made: () => ({ people: owners.made.map(({ id }) => id) }),
    needsRebuild: false,
  }

  function wantedOf(line: number, read: RowValues): Wanted {
    const { problems } = read
    const at = read.moment('at')?.at ?? null
    const isBroken = isRejected(problems)
    if (at === null && !isBroken) problems.push(rejected(read.label('at'), '', 'DAY_MISSING'))
    const status = read.text('status', 100)
    const direction = read.text('kind', 100)
    const length = read.text('duration', 50)
    const durationS = durationSeconds(length, read.label('duration') ?? '')
    if (length !== '' && durationS === null) problems.push(changed(read.label('duration'), length, 'DURATION_LEFT_OUT'))
    // A file of telephony has no column for the kind: all of it are calls.
    const kind = activityKind(direction) ?? (direction === '' && read.label('duration') !== null ? 'call' : null)
    if (kind === null) problems.push(rejected(read.label('kind'), direction, 'KIND_UNKNOWN'))
    const result = [read.text('result', 500), read.text('comment', 2_000)].filter(Boolean).join('. ')
    const phone = read.phone('phone')
    const email = read.email('email')
    const company = read.text('company', 500)
    const inn = read.inn('inn')
    const owner = read.text('owner', 200)
    const externalId = read.id('externalId')
    const plain = [at, kind, owner, phone?.key, email, company, read.text('contact', 300)].join('|')
    const key = externalId || createHash('sha256').update(plain).digest('base64url').slice(0, 32)
    const first = seen.get(key)
    if (first !== undefined && !isRejected(problems))
      problems.push(rejected(read.label('externalId'), externalId, 'ID_REPEATED', { line: first }))
    seen.set(key, first ?? line)
    return {
      line,
      key,
      kind,
      at,
      ownerId: ownerOf(owner, read),
      phone,
      email,
      company,
      inn,
      dealId: read.id('dealId'),
      durationS,
      // What lies ahead cannot have taken place.
      isPlanned: isStillPlanned(status) || (at !== null && at > settings.now),
      isReached: ![status, direction, result].some(isUnanswered) && !(kind === 'call' && durationS === 0),
      result,
      recordingUrl: recordingOf(read),
      problems,
      label: (target) => read.label(target),
    }
  }

  function ownerOf(owner: string, read: RowValues): string | null {
    const found = owners.find(owner)
    const isUnclear = typeof found === 'string'
    if (!isUnclear && found.personId !== null) return found.personId
    read.problems.push(rejected(read.label('owner'), owner, isUnclear ? found : 'OWNER_MISSING', { owner }))
    return null
  }

  function recordingOf(read: RowValues): string | null {
    const text = read.text('recording', 2_000)
    if (text === '' || /^https?:\/\/\S+$/i.test(text)) return text || null
    read.problems.push(changed(read.label('recording'), text, 'RECORDING_LEFT_OUT'))
    return null
  }

  async function surroundings(wanted: readonly Wanted[]) {
    const list = (pick: (one: Wanted) => string | null | undefined) => [
      ...new Set(wanted.flatMap((one) => pick(one) || [])),
    ]
    const phones = list(({ phone }) => phone?.key)
    const emails = list(({ email }) => email)
    const [activities, deals, contacts, companies] = [
      await activitiesByExternalId(
        tx,
        workspaceId,
        system,
        list(({ key }) => key),
      ),
      await dealsByExternalId(
        tx,
        workspaceId,
        system,
        list(({ dealId }) => dealId),
      ),
      await contactsByKeys(tx, workspaceId, { phones, emails }),
      await companiesByKeys(tx, workspaceId, {
        inns: list(({ inn }) => inn),
        names: list(({ company }) => companyNameKey(company)),
        phones,
        emails,
      }),
    ]
    return {
      activities,
      deals: byKey(
        deals.filter(({ deleted }) => !deleted),
        ({ externalId }) => externalId,
      ),
      contactsByPhone: byKey(contacts, ({ phoneKey }) => phoneKey),
      contactsByEmail: byKey(contacts, ({ email: address }) => address),
      companies: new KnownCompanies(companies),
    }
  }

  function activityOf(one: Wanted, known: Awaited<ReturnType<typeof surroundings>>): NewActivity | null {
    const { kind, at, phone, email, inn } = one
    if (kind === null || at === null) return null
    const deal = one.dealId === '' ? undefined : known.deals.get(one.dealId)?.[0]
    const [contact] = known.contactsByPhone.get(phone?.key ?? '') ?? known.contactsByEmail.get(email ?? '') ?? []
    const nameKey = one.company === '' ? '' : companyNameKey(one.company)
    const company = known.companies.find({ inn, kpp: null, phoneKey: phone?.key ?? null, email, nameKey })
    if (!deal && !contact && !company) {
      const named = one.phone?.text ?? one.email ?? one.inn ?? one.company
      one.problems.push(changed(one.label('phone') ?? one.label('company'), named, 'CLIENT_NOT_FOUND'))
    }
    const listed = results.get(`${kind} ${normalizeName(one.result)}`)
    return {
      id: uuid7(),
      kind,
      ownerId: one.ownerId,
      dealId: deal?.id ?? null,
      companyId: deal?.companyId ?? contact?.companyId ?? company?.id ?? null,
      contactId: contact?.id ?? deal?.contactId ?? null,
      occurredAt: at,
      durationS: one.durationS,
      result: listed || one.isPlanned ? null : one.result || null,
      title: one.isPlanned ? one.result.slice(0, 300) || null : null,
      resultId: one.isPlanned ? null : (listed?.id ?? null),
      isContact: listed?.isContact ?? one.isReached,
      done: !one.isPlanned,
      recordingUrl: one.recordingUrl,
      createdBy: settings.personId,
      externalSource: system,
      externalId: one.key,
      importId,
    }
  }
}
