import type { TableRow } from '#core/files/table.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { normalizeName } from '#core/files/values.ts'
import { can, createPeople, type NewPerson } from '#modules/org/api.ts'
import type { Role } from '#modules/org/contract.ts'
import { newRow, refusedRow, type RowOutcome } from '../calc/import-counts.ts'
import { circles, type SellerRow, unitsOf } from '../calc/people-tree.ts'
import { OwnerIndex } from '../calc/owner-index.ts'
import { changed, isRejected, rejected, type RowProblem } from '../calc/row-problem.ts'
import { valuesReader } from '../calc/row-values.ts'
import { type PersonRow, personRows, updatePeople } from '../data/org-rows.ts'
import type { FileToPass, Passage } from './passage.ts'
import { RowReport } from './row-report.ts'
import type { RunSettings } from './run-settings.ts'
import { UnitBook } from './unit-book.ts'

/** What a revert of a changed person needs. */
export interface PersonBefore {
  person: PersonRow
  /** Its version after the import. */
  version: number
}

type ReadRow = ReturnType<typeof reading>
const MOST_PEOPLE = 50_000

/**
 * A list of sellers: people by e-mail, id or name, with their managers and departments. A manager whom the list only names becomes
 * a head who has not been invited. Nobody's rights change but of those who cannot sign in yet.
 */
export async function peoplePassage(tx: Tx, settings: RunSettings, { file }: FileToPass): Promise<Passage> {
  const { workspaceId, mapping, zone, write, reach } = settings
  const values = valuesReader(mapping, file, zone)
  const report = new RowReport(tx, settings, file)
  const all: TableRow[] = []
  const made = { people: [] as string[], departments: [] as string[], heads: [] as string[], promoted: [] as string[] }
  const names = { people: [] as string[], departments: [] as string[] }

  return {
    async take(rows) {
      const records = await report.records(rows)
      all.push(...records)
      if (all.length > MOST_PEOPLE) throw new RangeError('a list of more people than any company has')
    },
    end: () => pass(),
    settle: async () => {},
    result: () => report.counting.result(names),
    made: () => made,
    needsRebuild: false,
  }

  async function pass(): Promise<void> {
    const known = await personRows(tx)
    const byId = new Map(known.map((person) => [person.id, person]))
    const index = new OwnerIndex(known)
    const rows = all.map((row) => reading(row.line, values(row)))
    refuseBroken(rows, index, byId)
    const good = rows.filter(({ problems }) => !isRejected(problems))
    const { units, unitOf } = unitsOf(good, settings.teamOf)
    const book = await UnitBook.open(tx, units)
    const created = new Map<string, NewPerson & { id: string }>()
    /** The person of this name: here already, in the file, or made as a head. */
    const personId = (name: string, role: 'seller' | 'head', email: string | null = null): string => {
      const byEmail = email ? index.find(email) : 'new'
      const match = typeof byEmail === 'object' ? byEmail : index.find(name)
      if (typeof match === 'object') {
        const person = created.get(match.personId)
        if (person && role === 'head') person.role = 'head'
        return match.personId
      }
      const person = { id: uuid7(), fullName: name, role, managerId: reach.people ? reach.personId : null }
      created.set(person.id, person)
      index.add({ id: person.id, fullName: name, email, externalId: null })
      return person.id
    }
    const ids = new Map(good.map((row) => [row, personId(row.name, 'seller', row.email)]))
    const updated = new Map<string, PersonRow>()
    const outcomes: RowOutcome[] = rows.filter(({ problems }) => isRejected(problems)).map(refusedRow)
    for (const row of good) {
      const id = ids.get(row) ?? ''
      const managerId = row.manager === '' ? undefined : personId(row.manager, 'head')
      const wanted = {
        ...(managerId !== undefined && { managerId }),
        ...(unitOf(row) !== null && { departmentId: book.idOf(unitOf(row)) }),
        ...(row.email && { email: row.email }),
        ...(row.phone && { phone: row.phone }),
        ...(row.jobTitle && { jobTitle: row.jobTitle }),
        ...(row.hiredOn && { hiredOn: row.hiredOn }),
        ...(row.leftOn && { leftOn: row.leftOn }),
        ...(row.externalId && { externalId: row.externalId }),
      }
      const fresh = created.get(id)
      if (fresh) Object.assign(fresh, wanted)
      outcomes.push(fresh ? newRow(row, id) : changeOf(row, byId.get(id), wanted))
    }
    // A head belongs to what he heads, unless his own row says otherwise.
    // Whoever sees a part of the company appoints nobody, himself least of all, over people whom he does not see.
    for (const { id, headId } of book.heads((name) => personId(name, 'head'), reach.people !== null)) {
      const person = created.get(headId)
      if (person && !person.departmentId) person.departmentId = id
      promote(byId.get(headId))
    }
    names.people = [...created.values()].map(({ fullName }) => fullName)
    names.departments = book.made.map(({ name }) => name)
    if (write) {
      await book.writeUnits(tx, workspaceId)
      if (created.size > 0) await createPeople(tx, workspaceId, inOrder([...created.values()]))
      if (updated.size > 0) await updatePeople(tx, workspaceId, [...updated.values()])
      made.heads = await book.writeHeads(tx, workspaceId)
    }
    made.people = [...created.keys()]
    made.departments = book.made.map(({ id }) => id)
    await report.add(outcomes)

    function changeOf(row: ReadRow, person: PersonRow | undefined, wanted: Partial<PersonRow>): RowOutcome {
      if (!person) throw new Error('a person who is neither here nor new')
      keepAccess(row, person, wanted)
      const differing = (Object.keys(wanted) as (keyof PersonRow)[]).filter((field) => wanted[field] !== person[field])
      if (differing.length === 0) {
        const problems = row.problems.filter(({ reason }) => reason === 'ACCESS_KEPT')
        return { line: row.line, action: 'unchanged', entityId: person.id, problems, before: null }
      }
      updated.set(person.id, { ...(updated.get(person.id) ?? person), ...wanted })
      const shown = (field: keyof PersonRow, value: unknown): string => {
        if (field === 'managerId')
          return byId.get(String(value))?.fullName ?? created.get(String(value))?.fullName ?? ''
        if (field === 'departmentId') return book.nameOf(String(value)) ?? ''
        return typeof value === 'string' ? value : ''
      }
      const problems = [
        ...row.problems,
        ...differing.map((field) =>
          changed(row.label(TARGETS[field] ?? ''), shown(field, wanted[field]), 'CHANGED', {
            target: TARGETS[field] ?? field,
            before: shown(field, person[field]),
          }),
        ),
      ]
      const before: PersonBefore = { person, version: person.version + 1 }
      return { line: row.line, action: 'update', entityId: person.id, problems, before }
    }

    /** The address opens an account, so that of somebody with access is changed on his card alone; an owner leaves by no list. */
    function keepAccess(row: ReadRow, { state, role, email }: PersonRow, wanted: Partial<PersonRow>): void {
      if (state !== 'not_invited' && wanted.email && wanted.email !== email) {
        row.problems.push(changed(row.label('email'), wanted.email, 'ACCESS_KEPT'))
        delete wanted.email
      }
      if (role === 'owner' && wanted.leftOn) {
        row.problems.push(changed(row.label('leftOn'), wanted.leftOn, 'ACCESS_KEPT'))
        delete wanted.leftOn
      }
    }

    /** Whoever cannot sign in yet becomes a head with his team; others keep the rights that somebody gave them. */
    function promote(person: PersonRow | undefined): void {
      if (!person || person.role !== 'seller' || person.state !== 'not_invited') return
      updated.set(person.id, { ...(updated.get(person.id) ?? person), role: 'head' })
      made.promoted.push(person.id)
    }
  }

  function refuseBroken(
    rows: readonly ReadRow[],
    index: OwnerIndex,
    known: ReadonlyMap<string, { role: string }>,
  ): void {
    const importer = known.get(reach.personId)?.role as Role
    // By a list nobody does to people what he may not do on their cards.
    const mayEdit = (id: string) => {
      const subject = { role: known.get(id)?.role as Role, below: reach.people?.has(id) ?? true, self: false }
      return can({ role: importer }, 'editPerson', subject)
    }
    const seen = new Map<string, number>()
    const managers = new Map<string, string>()
    for (const row of rows) {
      const key = normalizeName(row.name)
      const first = seen.get(key) ?? (row.email ? seen.get(row.email) : undefined)
      if (row.email) seen.set(row.email, row.line)
      if (row.name === '') row.problems.push(rejected(row.label('name'), '', 'NAME_MISSING'))
      else if (first !== undefined)
        row.problems.push(rejected(row.label('name'), row.name, 'ID_REPEATED', { line: first }))
      else seen.set(key, row.line)
      if (row.hiredOn && row.leftOn && row.leftOn < row.hiredOn)
        row.problems.push(rejected(row.label('leftOn'), row.leftOn, 'LEFT_BEFORE_HIRED'))
      for (const target of ['name', 'manager'] as const) {
        const match = row[target] === '' ? 'new' : index.find(row[target])
        if (match === 'unclear')
          row.problems.push(rejected(row.label(target), row[target], 'OWNER_UNCLEAR', { owner: row[target] }))
        const isForeign = target === 'name' && typeof match === 'object' && !mayEdit(match.personId)
        if (isForeign)
          row.problems.push(rejected(row.label(target), row[target], 'OWNER_OUT_OF_SCOPE', { owner: row[target] }))
      }
      if (!isRejected(row.problems) && row.manager !== '') managers.set(key, normalizeName(row.manager))
    }
    const closed = circles([...managers.keys()], (name) => managers.get(name) ?? null)
    for (const row of rows) {
      if (closed.has(normalizeName(row.name)) && !isRejected(row.problems))
        row.problems.push(rejected(row.label('manager'), row.manager, 'CIRCLE'))
    }
  }
}

const TARGETS: Partial<Record<keyof PersonRow, string>> = {
  managerId: 'manager',
  departmentId: 'department',
  email: 'email',
  phone: 'phone',
  jobTitle: 'jobTitle',
  hiredOn: 'hiredOn',
  leftOn: 'leftOn',
  externalId: 'externalId',
}

function reading(line: number, read: ReturnType<ReturnType<typeof valuesReader>>) {
  const row: SellerRow & { problems: RowProblem[] } = {
    name: read.text('name', 200),
    manager: read.text('manager', 200),
    department: read.text('department', 200),
    team: read.text('team', 200),
    problems: read.problems,
  }
  return {
    ...row,
    line,
    email: read.email('email'),
    phone: read.phone('phone')?.text ?? null,
    jobTitle: read.text('jobTitle', 200),
    hiredOn: read.day('hiredOn'),
    leftOn: read.day('leftOn'),
    externalId: read.id('externalId'),
    label: (target: string) => read.label(target),
  }
}

/** Managers before their people, whom they must precede in the table. */
function inOrder(people: readonly (NewPerson & { id: string })[]): NewPerson[] {
  const byId = new Map(people.map((person) => [person.id, person]))
  const depth = ({ managerId }: NewPerson, steps = 0): number => {
    const manager = managerId ? byId.get(managerId) : undefined
    return manager && steps < people.length ? depth(manager, steps + 1) : steps
  }
  return people.toSorted((a, b) => depth(a) - depth(b))
}
