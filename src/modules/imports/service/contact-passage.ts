import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { normalizeName } from '#core/files/values.ts'
import {
  contactsByKeys,
  insertContacts,
  type NamedContact,
  namedContacts,
  type NewContact,
} from '#modules/clients/api.ts'
import { knownRow, newRow, refusedRow, type RowOutcome } from '../calc/import-counts.ts'
import type { Contactable } from '../calc/read-deal.ts'
import { isRejected, rejected, type RowProblem } from '../calc/row-problem.ts'
import { valuesReader } from '../calc/row-values.ts'
import { CompanyBook, type CompanyOfRow } from './company-book.ts'
import { OwnerBook } from './owner-book.ts'
import type { FileToPass, Passage } from './passage.ts'
import { RowReport } from './row-report.ts'
import type { RunSettings } from './run-settings.ts'

interface Wanted extends CompanyOfRow {
  line: number
  /** '' in the row of a company: amoCRM writes both into one file. */
  fullName: string
  jobTitle: string
  phone: Contactable | null
  email: string | null
  owner: string
  problems: RowProblem[]
  label: (target: string) => string | null
}

/**
 * People of clients, and companies where the file has both: amoCRM and Bitrix24 export them so. A person is known again by phone, else e-mail, else by
 * the name within the company. Whoever is known stays as he is: a card is newer than any export.
 */
export async function contactPassage(tx: Tx, settings: RunSettings, { file }: FileToPass): Promise<Passage> {
  const { workspaceId, importId, mapping, zone, write } = settings
  const values = valuesReader(mapping, file, zone)
  const owners = await OwnerBook.open(tx, { ...mapping, defaultOwnerId: null }, settings.reach)
  const companies = new CompanyBook(workspaceId, importId)
  const report = new RowReport(tx, settings, file)
  /** People whom this file has named already, under each of their keys. */
  const seen = new Map<string, number>()

  return {
    async take(rows) {
      const records = await report.records(rows)
      const wanted = records.map((row) => wantedOf(row.line, values(row)))
      await companies.prepare(tx, wanted)
      const known = await knownPeople(wanted)
      const created: NewContact[] = []
      const outcomes = wanted.map((one) => outcomeOf(one, known, created))
      if (write) {
        await owners.write(tx, workspaceId)
        await companies.write(tx)
        if (created.length > 0) await insertContacts(tx, workspaceId, created)
      } else companies.forget()
      await report.add(outcomes)
    },
    end: async () => {},
    settle: async () => {},
    result: () => report.counting.result({ people: owners.made.map(({ name }) => name), companies: companies.made }),
    made: () => ({ people: owners.made.map(({ id }) => id) }),
    needsRebuild: false,
  }

  function wantedOf(line: number, read: ReturnType<typeof values>): Wanted {
    const phone = read.phone('phone')
    const email = read.email('email')
    const whole = read.text('name', 300)
    const parts = ['lastName', 'firstName', 'middleName'].map((part) => read.text(part, 100)).filter(Boolean)
    const isCompany = /^(?:компани|организаци|company)/i.test(read.text('recordType', 50))
    const company = read.text('company', 500)
    const fullName = isCompany ? '' : whole || parts.join(' ').slice(0, 300)
    const isOfCompany = fullName === ''
    return {
      line,
      fullName,
      jobTitle: read.text('jobTitle', 200),
      phone,
      email,
      company: isCompany ? company || whole : company,
      companyInn: read.inn('inn') ?? '',
      companyKpp: read.kpp('kpp', 'inn') ?? '',
      companyPhone: isOfCompany ? phone : null,
      companyEmail: isOfCompany ? (email ?? '') : '',
      owner: read.text('owner', 200),
      problems: read.problems,
      label: (target) => read.label(target),
    }
  }

  function outcomeOf(one: Wanted, known: KnownPeople, created: NewContact[]): RowOutcome {
    const { line, fullName, company, problems, label } = one
    if (fullName === '' && company === '') problems.push(rejected(label('name'), '', 'NAME_MISSING'))
    const ownerId = ownerOf(one)
    if (isRejected(problems)) return refusedRow(one)
    const before = companies.made
    const companyId = companies.find(one, ownerId)
    if (fullName === '')
      return companies.made > before && companyId ? newRow(one, companyId) : knownRow(line, companyId)
    const keys = keysOf(one, companyId)
    const here = keys.map((key) => known.get(key)).find((id) => id !== undefined)
    if (here !== undefined) return knownRow(line, here)
    const first = keys.map((key) => seen.get(key)).find((at) => at !== undefined)
    if (first !== undefined) {
      problems.push(rejected(label('name'), fullName, 'ID_REPEATED', { line: first }))
      return refusedRow(one)
    }
    for (const key of keys) seen.set(key, line)
    const made: NewContact = {
      id: uuid7(),
      fullName,
      companyId,
      jobTitle: one.jobTitle || null,
      phone: one.phone?.text ?? null,
      phoneKey: one.phone?.key ?? null,
      email: one.email,
      ownerId,
      importId,
    }
    created.push(made)
    return newRow(one, made.id)
  }

  /** People who are here already, by each of the keys by which a row may mean them. */
  async function knownPeople(wanted: readonly Wanted[]): Promise<KnownPeople> {
    const people = wanted.filter(({ fullName }) => fullName !== '')
    const reached = await contactsByKeys(tx, workspaceId, {
      phones: people.flatMap(({ phone }) => phone?.key ?? []),
      emails: people.flatMap(({ email }) => email ?? []),
    })
    const bare = people.filter(({ phone, email }) => phone === null && email === null)
    const named = await namedContacts(
      tx,
      workspaceId,
      bare.map(({ fullName }) => fullName),
    )
    const known = new Map<string, string>()
    for (const { id, phoneKey, email } of reached.toReversed()) {
      if (phoneKey) known.set(`phone ${phoneKey}`, id)
      if (email) known.set(`email ${email}`, id)
    }
    for (const { id, fullName, companyId } of named) known.set(nameKey({ fullName, companyId }), id)
    return known
  }

  function ownerOf({ owner: value, problems, label }: Wanted): string | null {
    if (value === '' || isRejected(problems)) return null
    const owner = owners.find(value)
    if (typeof owner !== 'string') return owner.personId
    problems.push(rejected(label('owner'), value, owner, { owner: value }))
    return null
  }
}

type KnownPeople = ReadonlyMap<string, string>

function keysOf({ fullName, phone, email }: Wanted, companyId: string | null): string[] {
  const keys = [...(phone ? [`phone ${phone.key}`] : []), ...(email ? [`email ${email}`] : [])]
  return keys.length > 0 ? keys : [nameKey({ fullName, companyId })]
}

const nameKey = ({ fullName, companyId }: Omit<NamedContact, 'id'>) =>
  `name ${normalizeName(fullName)} ${companyId ?? ''}`
