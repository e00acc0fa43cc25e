import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { PackedColumn } from '../calc/packed-deals.ts'
import { type ClassesOfClients, classesOfClients } from './client-classes.ts'
import { joinsOf, keySql } from './keys.ts'
import { BY_NUMBER, OF_PROFILE } from './packed-columns.ts'
import { ofProfile, type Slice } from './slice.ts'

/** What a number of a column stands for; `of`: the field of an option. */
interface Numbered {
  kind: string
  no: number
  id: string
  of: string
}

/** What the numbers of packed months mean. */
export interface Meaning {
  ids(kind: string): Numbered[]
  /** -1 for none; keys as the dimensions stand. */
  profiles: { no: number; passes: boolean; isNew: boolean; isFirst: boolean; keys: (string | null)[] }[]
  /** Of products. */
  groups: Map<string, string | null>
  /** Of people. */
  departments: Map<string, string | null>
  /** Null: not asked for. */
  classes: ClassesOfClients | null
  /** Whose deals the reader sees; null: everybody's. */
  sees: ReadonlySet<string> | null
}

/** What the numbers of these columns mean, as far as the slice asks. */
export async function meaningOf(tx: Tx, slice: Slice, columns: ReadonlySet<PackedColumn>): Promise<Meaning> {
  const { dimensions, segments } = slice
  const kinds = [
    ...Object.values(BY_NUMBER).flatMap((byNumber) => (byNumber && columns.has(byNumber[0]) ? [byNumber[1]] : [])),
    ...(columns.has('options') ? ['option'] : []),
    ...(columns.has('products') ? ['product'] : []),
    ...(columns.has('holders') ? ['person'] : []),
  ]
  const [numbers, profiles, groups, departments, classes, sees] = await Promise.all([
    kinds.length === 0
      ? { rows: [] }
      : sql<Numbered>`
    -- What do the numbers of packed deals mean?
    select kind, no, id::text as id, "of"::text as of from metrics_numbers
    where workspace_id = (select app_workspace()) and kind = any(${kinds}::text[]) order by kind, no`.execute(tx),
    columns.has('profiles') ? profilesOf(tx, slice) : [],
    dimensions.includes('productGroup')
      ? pairs(tx, sql`select id::text as id, product_group as value from facts.products`)
      : new Map(),
    dimensions.includes('department')
      ? pairs(tx, sql`select id::text as id, department_id::text as value from facts.people`)
      : new Map(),
    segments || dimensions.includes('segment') ? classesOfClients(tx) : null,
    columns.has('holders') ? peopleSeen(tx) : null,
  ])
  const byKind = Map.groupBy(numbers.rows, ({ kind }) => kind)
  return { ids: (kind) => byKind.get(kind) ?? [], profiles, groups, departments, classes, sees }
}

async function pairs(tx: Tx, question: ReturnType<typeof sql>): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; value: string | null }>`
    -- To what does each belong?
    select p.id, p.value from (${question} where workspace_id = (select app_workspace())) p`.execute(tx)
  return new Map(rows.map(({ id, value }) => [id, value]))
}

async function peopleSeen(tx: Tx): Promise<ReadonlySet<string> | null> {
  const { rows } = await sql<{ all: boolean; people: string[] | null }>`
    -- Whose deals may the reader see?
    select app_scope() = 'all' as all, app_people()::text[] as people`.execute(tx)
  const { all = false, people } = rows[0] ?? {}
  return all ? null : new Set(people)
}

/** Profiles by their numbers, -1 for none: whether they pass the filters, and their keys as the dimensions stand. */
async function profilesOf(tx: Tx, slice: Slice): Promise<Meaning['profiles']> {
  const keys = slice.dimensions.map((dimension) =>
    OF_PROFILE.has(dimension) ? keySql(dimension, slice.currency) : null,
  )
  const condition = ofProfile(slice)
  const { rows } = await sql<
    Record<`k${number}`, string | null> & { no: number; passes: boolean; isNew: boolean; isFirst: boolean }
  >`
    -- What do the profiles of packed deals say?
    select d.no, f.client_kind is not distinct from 'new' as "isNew", coalesce(f.first_sale, false) as "isFirst",
           ${condition ? sql`exists (select ${condition})` : sql`true`} as passes
           ${sql.join([sql``, ...keys.map((key, place) => sql`${key ? key.key : sql`null::text`} as ${sql.ref(`k${place}`)}`)], sql`, `)}
    from (select no, id from metrics_numbers where workspace_id = (select app_workspace()) and kind = 'profile' union all select -1, null) d
    left join facts.metrics_profiles f on f.workspace_id = (select app_workspace()) and f.id = d.id
    ${joinsOf(keys.filter((key) => key !== null))}`.execute(tx)
  return rows.map(({ no, passes, isNew, isFirst, ...row }) => ({
    no,
    passes,
    isNew,
    isFirst,
    keys: keys.map((_, place) => row[`k${place}`] ?? null),
  }))
}
