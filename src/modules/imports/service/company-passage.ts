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
import { knownRow, newRow, refusedRow, type RowOutcome } from '../calc/import-counts.ts'
import { KnownCompanies } from '../calc/known-companies.ts'
import { changed, isRejected, rejected, type RowProblem } from '../calc/row-problem.ts'
import { valuesReader } from '../calc/row-values.ts'
import { OwnerBook } from './owner-book.ts'
import type { FileToPass, Passage } from './passage.ts'
import { RowReport } from './row-report.ts'
import type { RunSettings } from './run-settings.ts'

/** What a revert of a changed company needs. */
export interface CompanyBefore {
  company: NewCompany
  /** Its version after the import. */
  version: number
}

interface Changes {
  created: NewCompany[]
  updated: NewCompany[]
}

const COMPARED = ['name', 'inn', 'kpp', 'phone', 'email', 'industry', 'region', 'ownerId'] as const
const TARGETS: Record<(typeof COMPARED)[number], string> = {
  name: 'name',
  inn: 'inn',
  kpp: 'kpp',
  phone: 'phone',
  email: 'email',
  industry: 'industry',
  region: 'region',
  ownerId: 'owner',
}

/**
 * A list of clients: companies by ИНН and the КПП of a branch, else phone, e-mail, name without legal form. The only client of an ИНН gets the only КПП that
 * the file has for it and its name.
 */
export async function companyPassage(tx: Tx, settings: RunSettings, { file }: FileToPass): Promise<Passage> {
  const { workspaceId, importId, mapping, zone, write, seesRecords } = settings
  const values = valuesReader(mapping, file, zone)
  const owners = await OwnerBook.open(tx, { ...mapping, defaultOwnerId: null }, settings.reach)
  const report = new RowReport(tx, settings, file)
  /** Companies that this file has named already, under each of their keys. */
  const seen = new Map<string, { line: number; kpp: string | null }[]>()
  /** КПП that the file has, by ИНН. */
  const branches = new Map<string, Set<string>>()
  /** Rows with another КПП than the only client of their ИНН: the whole file tells whether that is a branch of it, or the client has moved. */
  const undecided: ReturnType<typeof rowOf>[] = []

  async function put(rows: readonly RowOutcome[], { created, updated }: Changes): Promise<void> {
    if (write) {
      await owners.write(tx, workspaceId)
      if (created.length > 0) await insertCompanies(tx, workspaceId, created)
      if (updated.length > 0) await updateCompanies(tx, workspaceId, updated)
    }
    await report.add(rows)
  }

  return {
    async take(rows) {
      const records = await report.records(rows)
      const read = records.map((row) => rowOf(row.line, values(row)))
      const list = (pick: (one: (typeof read)[number]) => string | null) => [
        ...new Set(read.flatMap((one) => pick(one) || [])),
      ]
      const found = await companiesByKeys(tx, workspaceId, {
        names: list(({ wanted }) => wanted.nameKey),
        inns: list(({ wanted }) => wanted.inn),
        phones: list(({ wanted }) => wanted.phoneKey),
        emails: list(({ wanted }) => wanted.email),
      })
      const known = new KnownCompanies(found)
      const changes: Changes = { created: [], updated: [] }
      await put(
        read.flatMap((one) => outcomeOf(one, known, changes) ?? []),
        changes,
      )
    },
    async end() {
      if (undecided.length === 0) return
      const inns = undecided.flatMap(({ wanted }) => wanted.inn ?? [])
      const known = new KnownCompanies(
        await companiesByKeys(tx, workspaceId, { names: [], inns, phones: [], emails: [] }),
      )
      const changes: Changes = { created: [], updated: [] }
      const outcomes = undecided.map((one) => {
        const isAlone = branches.get(one.wanted.inn ?? '')?.size === 1
        const moved = isAlone ? known.moved(one.wanted) : undefined
        return moved ? knownOutcome(one, moved, changes) : newOutcome(one, changes)
      })
      await put(outcomes, changes)
    },
    settle: async () => {},
    result: () => report.counting.result({ people: owners.made.map(({ name }) => name) }),
    made: () => ({ people: owners.made.map(({ id }) => id) }),
    needsRebuild: false,
  }

  function outcomeOf(
    row: ReturnType<typeof rowOf>,
    known: KnownCompanies<StoredCompany>,
    changes: Changes,
  ): RowOutcome | null {
    const { line, wanted, problems, label } = row
    const keys = [...(wanted.inn ? [`inn ${wanted.inn}`] : []), `name ${wanted.nameKey} ${wanted.inn ?? ''}`]
    const first = keys
      .flatMap((key) => seen.get(key) ?? [])
      .find(({ kpp }) => !kpp || !wanted.kpp || kpp === wanted.kpp)
    if (first && wanted.name !== '')
      problems.push(rejected(label('name'), wanted.name, 'ID_REPEATED', { line: first.line }))
    if (isRejected(problems)) return refusedRow(row)
    for (const key of keys) seen.set(key, [...(seen.get(key) ?? []), { line, kpp: wanted.kpp }])
    if (wanted.inn && wanted.kpp)
      branches.set(wanted.inn, (branches.get(wanted.inn) ?? new Set<string>()).add(wanted.kpp))
    const company = known.findSame(wanted)
    if (company) return knownOutcome(row, company, changes)
    if (!known.moved(wanted)) return newOutcome(row, changes)
    undecided.push(row)
    return null
  }

  function newOutcome(row: ReturnType<typeof rowOf>, { created }: Changes): RowOutcome {
    const id = uuid7()
    created.push({ ...row.wanted, id, importId })
    return newRow(row, id)
  }

  function knownOutcome(
    { line, wanted, problems, label }: ReturnType<typeof rowOf>,
    company: StoredCompany,
    { updated }: Changes,
  ): RowOutcome {
    const next = filledIn(company, wanted)
    const differing = COMPARED.filter((field) => next[field] !== company[field])
    if (differing.length === 0) return knownRow(line, company.id)
    updated.push(next)
    problems.push(...differing.map((field) => changeOf(field, company, next, label)))
    const before: CompanyBefore = { company, version: company.version + 1 }
    return { line, action: 'update', entityId: company.id, problems, before }
  }

  function changeOf(
    field: (typeof COMPARED)[number],
    company: StoredCompany,
    next: StoredCompany,
    label: (target: string) => string | null,
  ): RowProblem {
    const shown = (value: string | null) => (field === 'ownerId' ? (owners.nameOf(value) ?? '') : (value ?? ''))
    const before = seesRecords ? shown(company[field]) : null
    return changed(label(TARGETS[field]), shown(next[field]), 'CHANGED', { target: TARGETS[field], before })
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
      kpp: read.kpp('kpp', 'inn'),
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

/** What a cell does not say stays as it is, and so does the name. */
function filledIn(company: StoredCompany, wanted: Omit<NewCompany, 'id' | 'importId'>): StoredCompany {
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null && value !== ''))
  // The same number, written another way.
  if (wanted.phoneKey === company.phoneKey) delete given['phone']
  const { id, name, nameKey, importId } = company
  return { ...company, ...given, id, name, nameKey, importId }
}
