import { type Day, DAY_MS } from '#core/calendar/day.ts'
import { live } from './deal-life.ts'
import { FirmNames } from './firm-names.ts'
import type { Random } from './random.ts'
import type { Manner, TeamMember } from './team.ts'
import {
  type StageWords,
  companyAdjectives,
  companyHeads,
  companyPlants,
  companyTails,
  contactTitles,
  industries,
  legalForms,
  menNames,
  regions,
  seasonality,
  surnames,
  womenNames,
} from './words.ts'
import { atWork, dayText, ZONE_MS } from './working-time.ts'

export interface DemoCompany {
  id: string
  name: string
  inn: string
  industry: string
  region: string
  createdAt: number
  contact: DemoContact
}

export interface DemoContact {
  id: string
  fullName: string
  jobTitle: string
  /** In the form +79161234567. */
  phone: string
}

export interface DemoStage extends StageWords {
  id: string
}

export interface DemoPipeline {
  id: string
  name: string
  stages: readonly DemoStage[]
}

export interface DemoActivity {
  id: string
  kind: 'call' | 'meeting' | 'email'
  ownerId: string
  dealId: string
  companyId: string
  occurredAt: number
  durationS: number
  result: string
}

export interface DemoDeal {
  id: string
  title: string
  ownerId: string
  companyId: string
  contactId: string
  sourceId: string
  productId: string
  productName: string
  amountMinor: number
  expectedCloseOn: Day
  lossReasonId: string | null
  createdAt: number
  moves: { toStageId: string; occurredAt: number; ownerId: string }[]
  activities: DemoActivity[]
}

export interface World {
  from: number
  now: number
  sellers: readonly (TeamMember & { manner: Manner; hiredAt: number; leftAt: number })[]
  newClients: DemoPipeline
  repeatSales: DemoPipeline
  sources: readonly { id: string; weight: number; quality: number }[]
  products: readonly { id: string; name: string; price: number; what: string }[]
  lossReasonIds: readonly string[]
}

/** A client firm; its ИНН has ten digits and a right checksum. */
function inventCompany(random: Random, names: FirmNames, createdAt: number): DemoCompany {
  const inside = random.chance(0.22)
    ? `${random.pick(companyAdjectives)} ${random.pick(companyPlants)}`
    : joined(random.pick(companyHeads), random.pick(companyTails), random.chance(0.25) ? random.pick(companyTails) : '')
  const digits = Array.from({ length: 9 }, (_, index) => (index === 0 ? 1 + random.below(9) : random.below(10)))
  const check = [2, 4, 10, 3, 5, 9, 4, 6, 8].reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0)
  const id = random.id(createdAt)
  const form = random.pick(legalForms)
  const industry = random.pick(industries)
  const region = random.pick(regions)
  return {
    id,
    name: `${form} «${names.give(inside, region)}»`,
    inn: [...digits, (check % 11) % 10].join(''),
    industry,
    region,
    createdAt,
    contact: inventContact(random, createdAt),
  }
}

/** «ВекторСтрой-Пром»; nobody says one part twice. */
function joined(head: string, tail: string, more: string): string {
  const body = head === tail ? head : `${head}${tail}`
  return more && !body.includes(more) ? `${body}-${more}` : body
}

/** Whom the seller talks to there; the number is of a range that no operator has. */
function inventContact(random: Random, createdAt: number): DemoContact {
  const isWoman = random.chance(0.45)
  const surname = random.pick(surnames) + (isWoman ? 'а' : '')
  return {
    id: random.id(createdAt),
    fullName: `${surname} ${random.pick(isWoman ? womenNames : menNames)}`,
    jobTitle: random.pick(contactTitles),
    phone: `+7900${String(random.below(10_000_000)).padStart(7, '0')}`,
  }
}

/** The deals of the whole story, in the order in which they came. */
export function* inventDeals(
  random: Random,
  world: World,
  count: number,
): Generator<{ deal: DemoDeal; company: DemoCompany | null }> {
  const months = monthWeights(world)
  const total = months.reduce((sum, month) => sum + month.weight, 0)
  const clients = new Map<string, DemoCompany[]>()
  const names = new FirmNames()
  for (const month of months) {
    const here = Math.round((count * month.weight) / total)
    for (let index = 0; index < here; index++) {
      const createdAt = atWork(month.from + ((index + random.share()) / here) * (month.to - month.from), random)
      if (createdAt > world.now) continue
      const working = world.sellers.filter((seller) => seller.hiredAt <= createdAt && seller.leftAt > createdAt)
      const seller = random.weighted(working, (one) => one.manner.volume * ramp(createdAt - one.hiredAt))
      const own = clients.get(seller.id) ?? []
      const isRepeat = own.length > 5 && random.chance(seller.manner.repeatShare)
      const company = isRepeat ? random.pick(own) : inventCompany(random, names, createdAt)
      if (!isRepeat) clients.set(seller.id, own.length < 400 ? [...own, company] : own)
      yield {
        deal: inventDeal(random, world, { seller, company, createdAt, isRepeat }),
        company: isRepeat ? null : company,
      }
    }
  }
}

interface Beginning {
  seller: World['sellers'][number]
  company: DemoCompany
  createdAt: number
  isRepeat: boolean
}

function inventDeal(random: Random, world: World, { seller, company, createdAt, isRepeat }: Beginning): DemoDeal {
  const pipeline = isRepeat ? world.repeatSales : world.newClients
  const source = random.weighted(world.sources, ({ weight }) => weight)
  const product = random.weighted(world.products, ({ price }) => (isRepeat && price < 320_000 ? 3 : 1))
  const deal: DemoDeal = {
    id: random.id(createdAt),
    title: `${capital(product.what.replace('{}', random.chance(0.5) ? 'водоснабжения' : 'котельной'))}, ${company.name}`,
    ownerId: seller.id,
    companyId: company.id,
    contactId: company.contact.id,
    sourceId: source.id,
    productId: product.id,
    productName: product.name,
    amountMinor:
      Math.max(
        12_000,
        Math.round(random.around(product.price * seller.manner.check * (isRepeat ? 0.8 : 1), 0.5) / 500) * 500,
      ) * 100,
    expectedCloseOn: dayText(createdAt + (isRepeat ? 8 + random.below(25) : 25 + random.below(55)) * DAY_MS),
    lossReasonId: null,
    createdAt,
    moves: [],
    activities: [],
  }
  live(random, world, deal, {
    pipeline,
    seller,
    goingOn: seller.manner.skill * (isRepeat ? 1.2 : source.quality) * boost(createdAt, seller.hiredAt),
  })
  return deal
}

/** A newcomer gets a third of the leads first and all of them after three months. */
function ramp(workedMs: number): number {
  return Math.min(1, 0.33 + (0.67 * Math.max(0, workedMs)) / (90 * DAY_MS))
}

/** And closes worse in his first months. */
function boost(at: number, hiredAt: number): number {
  return 0.7 + 0.3 * Math.min(1, (at - hiredAt) / (120 * DAY_MS))
}

function monthWeights({ from, now }: World) {
  const months: { from: number; to: number; weight: number }[] = []
  const first = new Date(from + ZONE_MS)
  for (let index = 0; ; index++) {
    const start = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + index, 1) - ZONE_MS
    if (start >= now) return months
    const to = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + index + 1, 1) - ZONE_MS
    const shown = Math.min(1, (now - start) / (to - start))
    const month = new Date(start + ZONE_MS).getUTCMonth()
    // Leads come some weeks before the sales that have the season.
    const season = 0.4 * (seasonality[month] ?? 1) + 0.6 * (seasonality[(month + 1) % 12] ?? 1)
    months.push({ from: start, to: Math.min(to, now), weight: season * (1 + index * 0.012) * shown })
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
