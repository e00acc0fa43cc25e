import { z } from 'zod'
import { dayOf } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import type { WriteCell, WriteColumn } from '#core/files/write-cells.ts'
import { zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { ListSource, RowOrder } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import { type ClientKind, clientSort, companyFilter, contactFilter } from '../contract.ts'
import {
  clientOrder,
  type CompanyLine,
  companyPage,
  type ContactLine,
  contactPage,
  countClients,
  type ListFilter,
} from '../data/client-lists.ts'
import { clientsByText } from '../data/found-clients.ts'
import { can } from '../policy.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { clientCondition } from './client-condition.ts'
import { allowKind, soughtBy } from './lists.ts'

type Line = CompanyLine | ContactLine
type Texts = typeof ru.file
interface FileColumn extends WriteColumn {
  value(line: Line): WriteCell
}

/** So many rows are in memory at once. */
const PORTION = 1_000

const textsOf = ({ language }: Actor): Texts => (language === 'en' ? en : ru).file

/** The lists of companies and of contacts as files. */
export const clientLists: readonly ListSource[] = [listOf('company'), listOf('contact')]

function listOf(kind: ClientKind): ListSource {
  return {
    id: `clients.${kind}`,
    title: (actor) => textsOf(actor).titles[kind],
    async asTable(tx, actor, { filter, sort, columns }, now) {
      allowKind(actor, kind)
      const schema = kind === 'company' ? companyFilter : contactFilter
      const question = z.object({ filter: schema, sort: clientSort[kind] }).safeParse({ filter, sort: sort ?? 'name' })
      if (!question.success) throw new Refusal('FILTER_BAD', { field: '', reason: 'VALUE_BAD' })
      const { text, where, ...asked } = question.data.filter
      const ids = text ? await clientsByText(tx, actor.workspaceId, kind, soughtBy(text)) : undefined
      const query = {
        ...asked,
        ids,
        where: clientCondition(kind, where, actor, now),
      }
      const order = clientOrder(kind, question.data.sort)
      const ours = columnsOf(actor, kind)
      const chosen = (columns ?? Object.keys(ours)).flatMap((id) => ours[id] ?? [])
      const written = chosen.length > 0 ? chosen : Object.values(ours).slice(0, 1)
      const cells = async function* (): AsyncGenerator<WriteCell[]> {
        for await (const line of linesOf(tx, actor, kind, query, order)) yield written.map(({ value }) => value(line))
      }
      const total = await countClients(tx, actor.workspaceId, kind, query)
      return { columns: written, rows: cells(), total }
    },
  }
}

/** All rows of a question in its order, a portion at a time. */
async function* linesOf(
  tx: Tx,
  actor: Actor,
  kind: ClientKind,
  query: ListFilter,
  order: RowOrder,
): AsyncGenerator<Line> {
  let after: ListPlace | undefined
  for (;;) {
    const asked = { order, after, most: PORTION }
    const lines: Line[] =
      kind === 'company'
        ? await companyPage(tx, actor.workspaceId, query, asked)
        : await contactPage(tx, actor.workspaceId, query, asked)
    yield* lines
    const last = lines.at(-1)
    if (!last || lines.length < PORTION) return
    after = order.placeOf(last)
  }
}

function columnsOf(actor: Actor, kind: ClientKind): Record<string, FileColumn> {
  const { columns: words } = textsOf(actor)
  const zone = zoneOf({ actor })
  const seesNumbers = can(actor, 'readContacts')
  const text = (title: string, value: FileColumn['value'], width = 24): FileColumn => ({ title, width, value })
  const of = (field: string) => (line: Line) => (line as unknown as Record<string, string | null>)[field] ?? null
  const own: Record<string, FileColumn> =
    kind === 'company'
      ? {
          name: text(words.name, of('name'), 40),
          inn: text(words.inn, of('inn'), 14),
          industry: text(words.industry, of('industry')),
          region: text(words.region, of('region')),
        }
      : {
          name: text(words.fullName, of('fullName'), 30),
          jobTitle: text(words.jobTitle, of('jobTitle')),
          company: text(words.company, of('companyName'), 36),
        }
  return {
    ...own,
    phone: text(words.phone, (line) => (seesNumbers ? line.phone : null), 20),
    email: text(words.email, (line) => (seesNumbers ? line.email : null), 26),
    tags: text(words.tags, (line) => line.tags.join(', ')),
    owner: text(words.owner, (line) => line.ownerName, 26),
    created: { title: words.created, kind: 'day', width: 12, value: (line) => dayOf(line.createdAt.getTime(), zone) },
    id: text(words.id, (line) => line.id, 38),
  }
}
