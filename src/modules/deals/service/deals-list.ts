import { z } from 'zod'
import { wallTime } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import type { WriteCell, WriteColumn } from '#core/files/write-cells.ts'
import { zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { type Currency, minorDigits } from '#core/money/currency.ts'
import { type Field, fieldsOf } from '#modules/fields/api.ts'
import type { ListSource } from '#modules/lists/api.ts'
import { customFieldId, ownFieldOf } from '../calc/list-fields.ts'
import { dealFilter, dealSort } from '../contract.ts'
import { type ExportedDeal, exportedDeals } from '../data/deal-export.ts'
import { totalsByStage } from '../data/deal-totals.ts'
import { namesOf } from '../data/deal-history.ts'
import { can } from '../policy.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { dealQuery, findsNothing } from './deal-query.ts'

type Texts = typeof ru.file
type ColumnName = keyof Texts['columns']

/** How a column is written, and its value. */
interface FileColumn extends WriteColumn {
  value(deal: ExportedDeal): WriteCell
}

/** What a file has when nobody has chosen. */
const USUAL: readonly ColumnName[] = [
  'id', 'title', 'amount', 'pipeline', 'stage', 'outcome', 'owner', 'company', 'source', 'expected', 'created', 'closed', 'lossReason', 'comment',
] // prettier-ignore

const textsOf = ({ language }: Actor): Texts => (language === 'en' ? en : ru).file

/** The list of deals as lists know it: how it is written into a file. */
export const dealsList: ListSource = {
  id: 'deals.list',
  title: (actor) => textsOf(actor).title,
  async asTable(tx, actor, { filter, sort, columns }, now) {
    if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
    const question = z.object({ filter: dealFilter, sort: dealSort }).safeParse({ filter, sort: sort ?? '-created' })
    if (!question.success) throw new Refusal('FILTER_BAD', { field: '', reason: 'VALUE_BAD' })
    const query = await dealQuery(tx, actor, question.data.filter, now)
    const written = await columnsOf(tx, actor, columns ?? USUAL)
    const isEmpty = findsNothing(query)
    const totals = isEmpty ? [] : [...(await totalsByStage(tx, query)).values()]
    const cells = async function* (): AsyncGenerator<WriteCell[]> {
      if (isEmpty) return
      const withNextStep = columns?.includes('nextStep') ?? false
      for await (const deal of exportedDeals(tx, query, question.data.sort, { withNextStep })) {
        yield written.map(({ value }) => value(deal))
      }
    }
    return { columns: written, rows: cells(), total: totals.reduce((sum, { count }) => sum + count, 0) }
  },
}

async function columnsOf(tx: Tx, actor: Actor, ids: readonly string[]): Promise<FileColumn[]> {
  const ours = ourColumns(actor)
  const own = ids.some((id) => ownFieldOf(id)) ? await ownColumns(tx, actor) : new Map<string, FileColumn>()
  const chosen = ids.flatMap((id) => ours[id as ColumnName] ?? own.get(id) ?? [])
  return chosen.length > 0 ? chosen : [ours.title]
}

function ourColumns(actor: Actor): Record<ColumnName, FileColumn> {
  const texts = textsOf(actor)
  const words = texts.columns
  const zone = zoneOf({ actor })
  const currency = actor.workspace.currency as Currency
  const wall = (at: string | null) => at && wallTime(at as never, zone)
  const text = (title: string, value: FileColumn['value'], width = 22): FileColumn => ({ title, width, value })
  const moment = (title: string, value: FileColumn['value']): FileColumn => ({
    title,
    kind: 'moment',
    width: 18,
    value,
  })
  return {
    title: text(words.title, (deal) => deal.title, 40),
    amount: {
      title: words.amount,
      kind: 'money',
      digits: minorDigits(currency),
      width: 16,
      value: (deal) => deal.baseMinor,
    },
    stage: text(words.stage, (deal) => deal.stage.name),
    pipeline: text(words.pipeline, (deal) => deal.pipeline),
    outcome: text(words.outcome, (deal) => texts.outcomes[deal.stage.meaning], 12),
    stageAge: moment(words.stageAge, (deal) => wall(deal.stageEnteredAt)),
    nextStep: moment(words.nextStep, (deal) => wall(deal.nextStepAt)),
    expected: { title: words.expected, kind: 'day', width: 12, value: (deal) => deal.expectedCloseOn },
    owner: text(words.owner, (deal) => deal.owner?.name ?? null, 26),
    company: text(words.company, (deal) => deal.company?.name ?? null, 30),
    created: moment(words.created, (deal) => wall(deal.createdAt)),
    source: text(words.source, (deal) => deal.source?.name ?? null),
    closed: moment(words.closed, (deal) => wall(deal.closedAt)),
    updated: moment(words.updated, (deal) => wall(deal.updatedAt)),
    lossReason: text(words.lossReason, (deal) => deal.lossReason?.name ?? null),
    comment: text(words.comment, (deal) => deal.comment, 40),
    id: text(words.id, (deal) => deal.id, 38),
    externalId: text(words.externalId, (deal) => deal.externalId),
  }
}

/** Fields of the company's own by their id in lists. People are written by name: there are few of them, and they are read once. */
async function ownColumns(tx: Tx, actor: Actor): Promise<Map<string, FileColumn>> {
  const fields = await fieldsOf(tx, actor.workspaceId, 'deal')
  const hasPeople = fields.some(({ kind }) => kind === 'person')
  const everybody = hasPeople
    ? await tx.selectFrom('people').select('id').where('workspace_id', '=', actor.workspaceId).execute()
    : []
  const people = await namesOf(
    tx,
    actor.workspaceId,
    everybody.map(({ id }) => id),
  )
  return new Map(fields.map((field) => [customFieldId(field.id), ownColumn(field, people, actor)]))
}

const KINDS: Partial<Record<Field['kind'], WriteColumn['kind']>> = { number: 'number', money: 'money', date: 'day' }

function ownColumn(
  { id, name, kind, options }: Field,
  people: ReadonlyMap<string, string>,
  { workspace }: Actor,
): FileColumn {
  const named = (value: unknown) => options.find((option) => option.id === value)?.name ?? ''
  return {
    title: name,
    kind: KINDS[kind] ?? 'text',
    digits: minorDigits(workspace.currency as Currency),
    width: 20,
    value({ custom }) {
      const value = custom[id]
      if (value === undefined) return null
      if (Array.isArray(value)) return value.map(named).join(', ')
      if (kind === 'choice') return named(value)
      return kind === 'person' ? (people.get(String(value)) ?? '') : value
    },
  }
}
