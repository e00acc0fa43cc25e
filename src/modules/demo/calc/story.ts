import type { Day } from '#core/calendar/day.ts'
import { addMonths, eachMonth, firstDay, monthOf } from '#core/calendar/month.ts'
import type { Month } from '#core/calendar/day.ts'
import type { DemoPipeline, World } from './deals.ts'
import type { Random } from './random.ts'
import { inventTeam, type Team } from './team.ts'
import { lossReasons, newClients, products, repeatSales, seasonality, sources, type StageWords } from './words.ts'

export interface StoryOptions {
  today: Day
  /** Months of history before the running one. */
  months: number
  sellers: number
  departments: number
}

export interface Story {
  team: Team
  world: World
  products: { id: string; name: string; group: string; priceMinor: number; costMinor: number | null }[]
  sources: { id: string; name: string; costPerLead: number; weight: number }[]
  lossReasons: { id: string; name: string }[]
  from: Day
}

/** Everything that exists before the first deal comes. `now` in milliseconds: nothing happens later. */
export function inventStory(random: Random, { today, months, sellers, departments }: StoryOptions, now: number): Story {
  const from = firstDay(addMonths(monthOf(today), -months))
  const at = Date.parse(`${from}T00:00:00+03:00`)
  const team = inventTeam(random, { sellers, departments, from, today })
  const pipeline = (name: string, words: readonly StageWords[]): DemoPipeline => ({
    id: random.id(at),
    name,
    stages: words.map((stage) => ({ ...stage, id: random.id(at) })),
  })
  const named = <Item extends object>(items: readonly Item[]) => items.map((item) => ({ ...item, id: random.id(at) }))
  const reasons = named(lossReasons.map((name) => ({ name })))
  const world: World = {
    from: at,
    now,
    sellers: team.members.flatMap((member) =>
      member.manner
        ? [
            {
              ...member,
              manner: member.manner,
              hiredAt: Date.parse(member.hiredOn),
              leftAt: member.leftOn ? Date.parse(member.leftOn) : Infinity,
            },
          ]
        : [],
    ),
    newClients: pipeline('Новые клиенты', newClients),
    repeatSales: pipeline('Повторные продажи', repeatSales),
    sources: named(sources),
    products: named(products),
    lossReasonIds: reasons.map(({ id }) => id),
  }
  return {
    team,
    world,
    from,
    lossReasons: reasons,
    products: world.products.map((product, index) => ({
      id: product.id,
      name: product.name,
      group: products[index]?.group ?? '',
      priceMinor: product.price * 100,
      costMinor: costOf(products[index]?.group ?? '', product.price * 100),
    })),
    sources: world.sources.map((source, index) => ({
      ...source,
      name: sources[index]?.name ?? '',
      costPerLead: sources[index]?.costPerLead ?? 0,
    })),
  }
}

export interface PlanCell {
  month: Month
  ownerId: string
  amountMinor: number
}

/** Months without plans at the beginning of the story, where the first deals are still on their way. */
const MONTHS_BEFORE_PLANS = 2
/** Of a full plan in the first months at work. */
const newcomerPlan = [0.25, 0.5, 0.75]

/**
 * Plans of the sellers to the end of the year, rounded to ten thousand roubles: between what each usually sells and what the team does, by
 * season, so that stars are above their plans and strugglers below. `soldMinor`: what each has sold in all.
 */
export function inventPlans(
  random: Random,
  { team, from }: Story,
  today: Day,
  soldMinor: ReadonlyMap<string, number>,
): PlanCell[] {
  const first = monthOf(from)
  const months = eachMonth(addMonths(first, MONTHS_BEFORE_PLANS), addMonths(`${today.slice(0, 4)}-12` as Month, 1))
  const sellers = team.members
    .filter(({ manner }) => manner)
    .map((member) => {
      const begins = monthOf(member.hiredOn > from ? member.hiredOn : from)
      const worked = eachMonth(begins, addMonths(monthOf(member.leftOn ?? today), 1))
      const seasons = worked.reduce((sum, month) => sum + season(month), 0)
      return { member, begins, worked, usual: (soldMinor.get(member.id) ?? 0) / Math.max(1, seasons) }
    })
  const settled = sellers.filter(({ worked }) => worked.length >= 6)
  const common = settled.reduce((sum, { usual }) => sum + usual, 0) / Math.max(1, settled.length)
  return sellers.flatMap(({ member, begins, worked, usual }) => {
    const full = worked.length >= 6 ? 0.55 * usual + 0.45 * common : 0.8 * common
    const last = member.leftOn ? monthOf(member.leftOn) : null
    return months
      .filter((month) => month >= begins && (!last || month <= last))
      .map((month) => {
        const share = begins > first ? (newcomerPlan[eachMonth(begins, month).length] ?? 1) : 1
        const ambition = 1 + random.share() * 0.2
        const planned = full * share * season(month) * ambition
        return { month, ownerId: member.id, amountMinor: Math.max(1, Math.round(planned / 1_000_000)) * 1_000_000 }
      })
  })
}

function season(month: Month): number {
  return seasonality[Number(month.slice(5)) - 1] ?? 1
}

/** Goods cost a part of their price; what work costs nobody has reckoned: it has the company's margin. */
const COST_SHARES: Record<string, number> = { Насосы: 0.8, Компрессоры: 0.84, Автоматика: 0.76, Арматура: 0.78 }

function costOf(group: string, priceMinor: number): number | null {
  const share = COST_SHARES[group]
  return share === undefined ? null : Math.round(priceMinor * share)
}
