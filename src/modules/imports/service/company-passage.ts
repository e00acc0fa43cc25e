import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { companyNameKey } from '#core/files/values.ts'
import {
  companiesByKeys,
  insertCompanies,
  type NewCompany,
  type StoredCompany,
  updateCompanies,
} from '#modules/clients/api.ts'
import { Counting, type RowOutcome } from '../calc/import-counts.ts'
import { changed, isRejected, rejected, type RowProblem } from '../calc/row-problem.ts'
import { valuesReader } from '../calc/row-values.ts'
import { insertRows } from '../data/import-rows.ts'
import { OwnerBook } from './owner-book.ts'
import type { FileToPass, Passage } from './passage.ts'
import type { RunSettings } from './run-settings.ts'

/** What a revert of a changed company needs. */
export interface CompanyBefore {
  company: NewCompany
  /** Its version after the import. */
  version: number
}

const COMPARED = ['name', 'inn', 'phone', 'email', 'industry', 'region', 'ownerId'] as const
const TARGETS: Record<(typeof COMPARED)[number], string> = {
  name: 'name',
  inn: 'inn',
  phone: 'phone',
  email: 'email',
  industry: 'industry',
  region: 'region',
  ownerId: 'owner',
}

/** A list of clients: companies by ИНН, else phone, e-mail, name without legal form. */
export async function companyPassage(tx: Tx, settings: RunSettings, { file }: FileToPass): Promise<Passage> {
  const { workspaceId, importId, mapping, zone, write, seesRecords } = settings
  const values = valuesReader(mapping, file, zone)
  const owners = await OwnerBook.open(tx, { ...mapping, defaultOwnerId: null }, settings.reach)
  const counting = new Counting()
  /** Companies that this file has named already, under each of their keys. */
  const seen = new Map<string, number>()

  return {
    async take(rows) {
      counting.rows += rows.length
      const read = rows.map((row) => rowOf(row.line, values(row)))
      const list = (pick: (one: (typeof read)[number]) => string | null) => [
        ...new Set(read.flatMap((one) => pick(one) || [])),
      ]
      const found = await companiesByKeys(tx, workspaceId, {
        names: list(({ wanted }) => wanted.nameKey),
        inns: list(({ wanted }) => wanted.inn),
        phones: list(({ wanted }) => wanted.phoneKey),
        emails: list(({ wanted }) => wanted.email),
      })
      const created: NewCompany[] = []
      const updated: NewCompany[] = []
      const outcomes = read.map(({ line, wanted, problems, label }): RowOutcome => {
        const keys = [...(wanted.inn ? [`inn ${wanted.inn}`] : []), `name ${wanted.nameKey} ${wanted.inn ?? ''}`]
        const first = keys.map((key) => seen.get(key)).find((one) => one !== undefined)
        if (first !== undefined && wanted.name !== '')
          problems.push(rejected(label('name'), wanted.name, 'ID_REPEATED', { line: first }))
        if (isRejected(problems)) return { line, action: 'rejected', entityId: null, problems, before: null }
        for (const key of keys) seen.set(key, line)
        const company = sameCompany(found, wanted)
        if (!company) {
          created.push({ ...wanted, id: uuid7(), importId })
          return { line, action: 'create', entityId: created.at(-1)?.id ?? null, problems, before: null }
        }
        // What a cell does not say stays as it is.
        const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null && value !== ''))
        // The same number, written another way.
        if (wanted.phoneKey === company.phoneKey) delete given['phone']
        const next: StoredCompany = {
          ...company,
          ...given,
          id: company.id,
          name: company.name,
          nameKey: company.nameKey,
          importId: company.importId,
        }
        const differing = COMPARED.filter((field) => next[field] !== company[field])
        if (differing.length === 0)
          return { line, action: 'unchanged', entityId: company.id, problems: [], before: null }
        updated.push(next)
        for (const field of differing) {
          const shown = (value: string | null) => (field === 'ownerId' ? (owners.nameOf(value) ?? '') : (value ?? ''))
          const before = seesRecords ? shown(company[field]) : null
          problems.push(
            changed(label(TARGETS[field]), shown(next[field]), 'CHANGED', { target: TARGETS[field], before }),
          )
        }
        const before: CompanyBefore = { company, version: company.version + 1 }
        return { line, action: 'update', entityId: company.id, problems, before }
      })
      if (write) {
        await owners.write(tx, workspaceId)
        if (created.length > 0) await insertCompanies(tx, workspaceId, created)
        if (updated.length > 0) await updateCompanies(tx, workspaceId, updated)
      }
      for (const outcome of outcomes) counting.add(outcome)
      await insertRows(
        tx,
        workspaceId,
        importId,
        outcomes.filter(({ action, problems }) => action === 'update' || problems.length > 0),
      )
    },
    end: async () => {},
    settle: async () => {},
    result: () => counting.result({ people: owners.made.map(({ name }) => name) }),
    made: () => ({ people: owners.made.map(({ id }) => id) }),
    needsRebuild: false,
  }

  function rowOf(line: number, read: ReturnType<typeof values>) {
    const { problems } = read
    const name = read.text('name', 500)
    if (name === '') problems.push(rejected(read.label('name'), '', 'NAME_MISSING'))
    const phone = read.phone('phone')
    const wanted: Omit<NewCompany, 'id' | 'importId'> = {
      name,
      nameKey: name === '' ? '' : companyNameKey(name),
      inn: read.inn('inn'),
      phone: phone?.text ?? null,
      phoneKey: phone?.key ?? null,
      email: read.email('email'),
      industry: read.text('industry', 200) || null,
      region: read.text('region', 200) || null,
      ownerId: ownerOf(read.text('owner', 200), problems, read.label('owner')),
      externalSource: mapping.system,
      externalId: read.id('externalId') || null,
    }
    return { line, wanted, problems, label: (target: string) => read.label(target) }
  }

  /** A company may have no owner, whoever brings it: companies are seen by all. */
  function ownerOf(value: string, problems: RowProblem[], label: string | null): string | null {
    if (value === '' || isRejected(problems)) return null
    const owner = owners.find(value)
    if (typeof owner !== 'string') return owner.personId
    problems.push(rejected(label, value, owner, { owner: value }))
    return null
  }
}

function sameCompany(
  found: readonly StoredCompany[],
  wanted: Omit<NewCompany, 'id' | 'importId'>,
): StoredCompany | undefined {
  const { inn, phoneKey, email, nameKey } = wanted
  return (
    (inn ? found.find((one) => one.inn === inn) : undefined) ??
    (phoneKey ? found.find((one) => one.phoneKey === phoneKey && (!inn || !one.inn)) : undefined) ??
    (email ? found.find((one) => one.email === email && (!inn || !one.inn)) : undefined) ??
    found.find((one) => one.nameKey === nameKey && (!inn || !one.inn || one.inn === inn))
  )
}
