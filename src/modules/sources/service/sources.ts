import { periodInstants } from '#core/calendar/zone.ts'
import { announce } from '#core/db/changes.ts'
import type { InTransaction, Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { rateOf } from '#core/statistics/rate.ts'
import { splitExactly } from '#core/money/split.ts'
import { buyerCounts, buyerLine, namesOfSources, sourceLeads } from '#modules/cohorts/api.ts'
import { audit } from '#modules/org/api.ts'
import { churnAsOf } from '#modules/segments/api.ts'
import { sourceLine, together } from '../calc/lines.ts'
import { costOf, firstPaid } from '../calc/money.ts'
import type { SourcesSettings } from '../contract.ts'
import { sourcesBehind } from '../data/behind.ts'
import { putSettings, settingsOf } from '../data/settings.ts'
import { leadsByCampaign, pipelineOf } from '../data/sold.ts'
import { campaignSpend, companyLeads, spentByCampaign, spentBySource } from '../data/spent.ts'
import { can } from '../policy.ts'
import { cameAndBought, gather, isLate, soldAndSpent, spendBorne } from './gather.ts'
import { type Filters, type Question, questionOf, type Span, spanOf, wholeMonths } from './question.ts'

/** The table of sources or months. @throws Refusal FORBIDDEN, SOURCES_WHOLE_MONTHS, NOT_FOUND for a pipeline that is not there */
export async function sourcesTable(
  as: InTransaction,
  actor: Actor,
  now: Date,
  input: Filters & { cut: 'source' | 'month' },
) {
  const span = spanOf(actor, now, input)
  const seesSpend = can(actor, 'seeSpend')
  // Neither waits for the other: leads and clients cost as much to read as what was sold.
  const [{ pipeline, ...came }, { question, settings, names, churn, ...sold }] = await Promise.all([
    as((tx) => cameToPipeline(tx, span, { ...input, byMonth: input.cut === 'month' || bearsByMonth(actor, span) })),
    as(async (tx) => {
      const own = await questionOf(tx, actor, now, input)
      const [read, terms, called, asOf] = await Promise.all([
        soldAndSpent(tx, own, seesSpend),
        settingsOf(tx),
        namesOfSources(tx),
        churnAsOf(tx),
      ])
      return { question: own, settings: terms, names: called, churn: asOf, ...read }
    }),
  ])
  const gathered = gather(question, input.cut, pipeline, seesSpend, { ...came, ...sold })
  const stages = pipeline?.stages.flatMap(({ id, name, archived }) => (archived ? [] : [{ id, name }])) ?? []
  const terms = { ...settings, stageIds: stages.map(({ id }) => id) }
  const nameOf = (key: string | null) => (key === null ? null : input.cut === 'month' ? key : (names.get(key) ?? key))
  const lineOf = (one: (typeof gathered)[number]) => ({ ...sourceLine(one, terms), name: nameOf(one.key) })
  const rows = gathered.map(lineOf)
  const isSource = input.cut === 'source'
  return {
    period: question.period,
    spendPeriod: question.spendPeriod,
    cycleDays: question.cycleDays,
    scope: question.owners === null ? ('company' as const) : ('team' as const),
    pipelineId: pipeline?.id ?? null,
    stages,
    total: lineOf(together(gathered, stages.length)),
    rows: isSource
      ? rows.toSorted((a, b) => b.leads - a.leads || b.salesMinor - a.salesMinor)
      : rows.toSorted((a, b) => String(a.key).localeCompare(String(b.key))),
    withoutSpend:
      isSource && seesSpend
        ? rows.flatMap(({ key, name, leads, salesMinor, spendMinor }) =>
            key !== null && name && (leads > 0 || salesMinor > 0) && !spendMinor ? [name] : [],
          )
        : [],
    withoutLeads: isSource
      ? rows.flatMap(({ name, leads, salesMinor, spendMinor }) =>
          name && leads === 0 && salesMinor === 0 && spendMinor ? [{ name, spendMinor }] : [],
        )
      : [],
    settings,
    churnAsOf: churn,
    sees: { spend: seesSpend, configure: can(actor, 'configure') && !actor.readOnly },
  }
}

/** A team bears the spend of each month by its leads of that month. */
const bearsByMonth = (actor: Actor, { owners }: Span): boolean => owners !== null && can(actor, 'seeSpend')

async function cameToPipeline(tx: Tx, span: Span, { pipelineId, byMonth }: Filters & { byMonth: boolean }) {
  const pipeline = await pipelineOf(tx, pipelineId ?? null)
  if (!pipeline && pipelineId) throw new Refusal('NOT_FOUND')
  const asked = { pipelineId: pipeline?.id ?? null, byMonth, withActive: false }
  return { pipeline, ...(await cameAndBought(tx, span, asked)) }
}

/** Campaigns of a source; what was spent and what came are brought together by the name of the campaign. @throws Refusal FORBIDDEN, SOURCES_WHOLE_MONTHS */
export async function sourceCampaigns(
  tx: Tx,
  actor: Actor,
  now: Date,
  { sourceId, ...filters }: Filters & { sourceId: string },
) {
  const question = await questionOf(tx, actor, now, filters)
  const seesSpend = can(actor, 'seeSpend') && question.owners === null
  const spent = seesSpend ? await spentByCampaign(tx, sourceId, question.spendPeriod) : []
  const zone = actor.workspace.timeZone
  const came = await leadsByCampaign(tx, question, sourceId, periodInstants(question.period, zone))
  const keyOf = (campaign: string) => campaign.trim().toLocaleLowerCase('ru')
  const nothing = { spendMinor: 0, leads: 0, deals: 0, won: 0, wonMinor: 0 }
  const campaigns = new Map<string, typeof nothing & { campaign: string }>()
  // One campaign may be written in several ways, in the spend too: it is called as it cost most.
  for (const one of [...spent, ...came].map((row) => ({ ...nothing, ...row }))) {
    const sum = campaigns.get(keyOf(one.campaign)) ?? { ...nothing, campaign: one.campaign }
    campaigns.set(keyOf(one.campaign), {
      ...sum,
      spendMinor: sum.spendMinor + one.spendMinor,
      leads: sum.leads + one.leads,
      deals: sum.deals + one.deals,
      won: sum.won + one.won,
      wonMinor: sum.wonMinor + one.wonMinor,
    })
  }
  return {
    rows: [...campaigns.values()].map(({ spendMinor: paid, ...row }) => {
      const spendMinor = seesSpend && paid > 0 ? paid : null
      return {
        ...row,
        spendMinor,
        conversion: rateOf(row.won, row.deals),
        leadCostMinor: costOf(spendMinor, row.leads),
        winCostMinor: costOf(spendMinor, row.won),
      }
    }),
  }
}

/** When the clients of the period pay for what they cost. @throws Refusal FORBIDDEN, SOURCES_WHOLE_MONTHS */
export async function payback(as: InTransaction, actor: Actor, now: Date, filters: Filters) {
  const span = spanOf(actor, now, filters)
  const seesSpend = can(actor, 'seeSpend')
  const [came, { question, settings, ...sold }] = await Promise.all([
    as(async (tx) => {
      const read = await cameAndBought(tx, span, {
        pipelineId: null,
        byMonth: bearsByMonth(actor, span),
        withActive: true,
      })
      // Each client has one source: counts by source sum to those of all.
      const counts = isLate(span)
        ? read.buyers.filter(({ firstMonth }) => firstMonth >= span.from)
        : await buyerCounts(tx, span, span.from, span.until, 'none')
      return { ...read, counts }
    }),
    as(async (tx) => {
      const own = await questionOf(tx, actor, now, filters)
      const [read, terms] = await Promise.all([soldAndSpent(tx, own, seesSpend), settingsOf(tx)])
      return { question: own, settings: terms, ...read }
    }),
  ])
  const gathered = gather(question, 'source', null, seesSpend, { ...came, ...sold })
  const usual = settings.margin
  const all = sourceLine(together(gathered, 0), { margin: usual, years: 1, stageIds: [] })
  const { margin } = all
  const { cells, clients } = buyerLine(null, came.counts, span.running)
  const points = cells
    .filter(({ retention }) => retention.n > 0)
    .map(({ age, retention, cumulativeMinor, mature }) => {
      const revenueMinor = Math.round(cumulativeMinor / retention.n)
      const profitMinor = margin === null ? null : Math.round((cumulativeMinor * margin) / retention.n)
      return { month: age + 1, clients: retention.n, revenueMinor, profitMinor, mature }
    })
  return {
    clients,
    cacPaidMinor: all.cacPaidMinor,
    cacLoadedMinor: all.cacLoadedMinor,
    margin,
    points,
    paidMonth: firstPaid(points, all.cacPaidMinor),
    loadedMonth: firstPaid(points, all.cacLoadedMinor),
  }
}

interface BehindInput extends Filters {
  month?: string | undefined
  figure: 'leads' | 'won' | 'stage' | 'sales' | 'clients' | 'spend'
  stageId?: string | undefined
  noSource?: boolean | undefined
  limit: number
}

/** The records behind a figure. @throws Refusal FORBIDDEN, SOURCES_WHOLE_MONTHS, NOT_FOUND for a stage that is not there */
export async function behindFigure(tx: Tx, actor: Actor, now: Date, input: BehindInput) {
  const { figure, stageId, noSource = false, limit, month } = input
  if (figure === 'spend') {
    if (!can(actor, 'seeSpend')) throw new Refusal('FORBIDDEN')
    // The whole period decides by how much spend is shifted, and whose it is.
    const question = await questionOf(tx, actor, now, input)
    // Nothing is spent on no source.
    return spendBehind(tx, noSource ? { ...question, sources: [] } : question, { month, limit })
  }
  const question = await questionOf(tx, actor, now, { ...input, period: month ?? input.period })
  const pipeline = figure === 'stage' ? await pipelineOf(tx, input.pipelineId ?? null) : null
  const place = pipeline?.stages.findIndex(({ id }) => id === stageId) ?? -1
  if (figure === 'stage' && place === -1) throw new Refusal('NOT_FOUND')
  const { rows, total } = await sourcesBehind(tx, {
    ...question,
    ...periodInstants(wholeMonths(question), actor.workspace.timeZone),
    figure,
    noSource,
    stages: pipeline?.stages.slice(place).map(({ id }) => id) ?? [],
    limit,
  })
  return { days: question.period, rows: rows.map((row) => ({ ...row, label: row.label ?? '' })), total }
}

/** Campaigns with what these people bear of each: of a source's part as much as it is of the source's spend. `month`: of this month of the period alone. */
async function spendBehind(
  tx: Tx,
  question: Question,
  { month, limit }: { month?: string | undefined; limit: number },
) {
  const isAsked = (one: { month: string }) => month === undefined || one.month === month
  const months = question.spendMonths.filter(isAsked)
  const { start } = months[0]?.days ?? question.spendPeriod
  const days = { start, end: months.at(-1)?.days.end ?? start }
  const [campaigns, spent, leads, inTeam] = await Promise.all([
    campaignSpend(tx, question.sources, days),
    spentBySource(tx, months),
    question.owners === null
      ? []
      : sourceLeads(tx, { ...question, pipelineId: null }, question.from, question.until, true),
    question.owners === null ? [] : companyLeads(tx, wholeMonths(question)),
  ])
  const borne = Map.groupBy(spendBorne(question, { leads, spent, inTeam }), ({ sourceId }) => sourceId)
  const rows = [...Map.groupBy(campaigns, ({ sourceId }) => sourceId)].flatMap(([sourceId, own]) => {
    const part = (borne.get(sourceId) ?? []).reduce((sum, { spendMinor }) => sum + spendMinor, 0)
    const parts = splitExactly(
      BigInt(part),
      own.map(({ amountMinor }) => amountMinor),
    )
    return own.map(({ source, campaign, lastDay }, index) => ({
      id: sourceId + campaign,
      kind: 'spend' as const,
      label: campaign || source,
      detail: source,
      day: lastDay,
      amountMinor: Number(parts[index] ?? 0n),
    }))
  })
  return {
    days,
    rows: rows.toSorted((a, b) => b.amountMinor - a.amountMinor || (a.id < b.id ? -1 : 1)).slice(0, limit),
    total: { n: rows.length, amountMinor: rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0) },
  }
}

/** Says the margin. @throws Refusal FORBIDDEN, SOURCES_TERMS_CHANGED when somebody was faster */
export async function editSettings(tx: Tx, actor: Actor, input: SourcesSettings): Promise<SourcesSettings> {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
  const before = await settingsOf(tx)
  if (before.version !== input.version) throw new Refusal('SOURCES_TERMS_CHANGED')
  const saved = await putSettings(tx, actor.workspaceId, input)
  if (!saved) throw new Refusal('SOURCES_TERMS_CHANGED')
  await audit(tx, actor, 'sources.settings', 'workspace', actor.workspaceId, {
    margin: input.margin,
    years: input.years,
  })
  announce(tx, {
    workspaceId: actor.workspaceId,
    topic: 'spend',
    id: actor.workspaceId,
    ownerIds: [],
    byPersonId: actor.personId,
  })
  return saved
}
