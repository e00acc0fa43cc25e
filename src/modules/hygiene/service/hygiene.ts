import type { Tx } from '#core/db/gate.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { rulesOf, usualThresholds } from '../calc/rules.ts'
import { figuresByOwner, figuresOf } from '../calc/summary.ts'
import type { Hygiene, Rule, RuleCode, SummaryLine } from '../contract.ts'
import { brokenDeals } from '../data/broken-deals.ts'
import { ownRules, putRule } from '../data/rules.ts'
import { brokenGroups, hasRequiredFields, ownerNames } from '../data/summary.ts'
import { can } from '../policy.ts'
import { judgeDeals, measureOf } from './judging.ts'

/** The rules of the company. Whoever sees deals or sets rules may read them. @throws Refusal FORBIDDEN */
export async function listRules(tx: Tx, actor: Actor) {
  if (!can(actor, 'read') && !can(actor, 'configure')) throw new Refusal('FORBIDDEN')
  return {
    rules: rulesOf(await ownRules(tx, actor.workspaceId)),
    may: { configure: can(actor, 'configure') && !actor.readOnly },
  }
}

/** Switches a rule or changes its threshold. @throws Refusal FORBIDDEN, THRESHOLD_REQUIRED */
export async function editRule(
  tx: Tx,
  actor: Actor,
  { code, enabled, threshold }: { code: RuleCode; enabled: boolean; threshold: number | null },
): Promise<Rule> {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
  const hasThreshold = usualThresholds[code] !== null
  if (hasThreshold && threshold === null) throw new Refusal('THRESHOLD_REQUIRED')
  const kept = { enabled, threshold: hasThreshold ? threshold : null }
  await putRule(tx, actor.workspaceId, code, kept)
  await audit(tx, actor, 'hygiene_rule.changed', 'hygieneRule', code, { code, ...kept })
  const rule = rulesOf({ [code]: kept }).find((one) => one.code === code)
  if (!rule) throw new Error(`no rule ${code}`)
  return rule
}

/** Score and worst reasons of these deals. @throws Refusal FORBIDDEN to those who see no deals */
export async function scores(tx: Tx, actor: Actor, now: Date, dealIds: readonly string[]): Promise<Hygiene[]> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  if (dealIds.length === 0) return []
  return judgeDeals(tx, actor, await measureOf(tx, actor, now), [...new Set(dealIds)])
}

interface Filter {
  ownerIds?: readonly string[] | undefined
  pipelineId?: string | undefined
}

/** By seller and reason: how many open deals are not in order, and what they are worth. @throws Refusal FORBIDDEN */
export async function summary(tx: Tx, actor: Actor, now: Date, filter: Filter) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const measure = await measureOf(tx, actor, now)
  const groups = await brokenGroups(tx, measure, whoseOf(actor, filter), await hasRequiredFields(tx))
  const byOwner = figuresByOwner(groups)
  const names = await ownerNames(
    tx,
    [...byOwner.keys()].filter((id) => id !== null),
  )
  const rows: SummaryLine[] = [...byOwner].map(([id, figures]) => ({
    owner: id === null ? null : { id, name: names.get(id) ?? '' },
    ...figures,
  }))
  return {
    total: { owner: null, ...figuresOf(groups) },
    rows: rows.toSorted((a, b) => brokenMoney(b) - brokenMoney(a)),
    rules: measure.rules.filter(({ enabled }) => enabled).map(({ code }) => code),
  }
}

function brokenMoney({ open, clean }: SummaryLine): number {
  return open.sumMinor - clean.sumMinor
}

interface DealsQuestion extends Filter {
  code?: RuleCode | undefined
  unassigned?: boolean | undefined
  cursor?: [number, string] | undefined
  limit: number
}

/** A page of the deals behind a figure. @throws Refusal FORBIDDEN */
export async function dealsBehind(tx: Tx, actor: Actor, now: Date, { cursor, limit, ...asked }: DealsQuestion) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const measure = await measureOf(tx, actor, now)
  const found = await brokenDeals(tx, measure, {
    ...whoseOf(actor, asked),
    code: asked.code,
    unassigned: asked.unassigned ?? false,
    hasRequired: await hasRequiredFields(tx),
    after: cursor,
    limit: limit + 1,
  })
  const page = found.slice(0, limit)
  const judgements = await judgeDeals(
    tx,
    actor,
    measure,
    page.map(({ dealId }) => dealId),
  )
  const byDeal = new Map(judgements.map((one) => [one.dealId, one]))
  const last = found.length > limit ? page.at(-1) : undefined
  return {
    rows: page.flatMap((deal) => {
      const own = byDeal.get(deal.dealId)
      return own ? [{ ...deal, ...own }] : []
    }),
    nextCursor: last ? cursorText([last.amountMinor, last.dealId]) : null,
  }
}

/** Whose deals: never more than the scope, which the policy guards; to name them lets the index be used. */
function whoseOf(actor: Actor, { ownerIds, pipelineId }: Filter) {
  return { owners: ownerIds ?? (actor.scope === 'all' ? null : actor.people), pipelineId }
}
