import { DAY_MS } from '#core/calendar/day.ts'
import type { DemoActivity, DemoDeal, DemoPipeline, World } from './deals.ts'
import type { Random } from './random.ts'
import { atWork, dayText } from './working-time.ts'

type Seller = World['sellers'][number]

/** At each stage so many deals are forgotten: nobody calls, until somebody clears the funnel. */
const FORGOTTEN = 0.012
/** Sellers push the expected day of most deals that are late. */
const PUSHED = 0.72

interface Way {
  pipeline: DemoPipeline
  seller: Seller
  /** Chance to go on, against the usual. */
  goingOn: number
}

/** Lets a deal live from its creation until its end or until now: its moves, its activities, who has it, when it is expected. */
export function live(random: Random, world: World, deal: DemoDeal, { pipeline, seller, goingOn }: Way): void {
  const { stages } = pipeline
  const won = stages.findIndex((stage) => stage.meaning === 'won')
  const lost = won + 1
  let at = deal.createdAt
  let position = 0
  let owner = seller
  const move = (to: number, when: number) => {
    if (when > owner.leftAt) owner = heir(random, world, owner, when) ?? owner
    deal.ownerId = owner.id
    deal.moves.push({ toStageId: stages[to]?.id ?? '', occurredAt: when, ownerId: owner.id })
    deal.lossReasonId = to === lost ? random.pick(world.lossReasonIds) : null
    at = when
    position = to
  }
  const staysOpen = () => {
    if (owner.leftAt <= world.now) deal.ownerId = (heir(random, world, owner, world.now) ?? owner).id
  }
  move(0, at)
  for (let steps = 0; steps < 25; steps++) {
    const stage = stages[position]
    const stay = random.around((stage?.days ?? 1) * seller.manner.slowness, 0.9) * DAY_MS
    const leaves = atWork(at + Math.max(stay, 600_000), random)
    const isMeeting = stage?.name === 'Встреча'
    const to = Math.min(leaves, world.now, owner.leftAt)
    deal.activities.push(
      ...contacts(random, deal, { owner, from: at, to, activity: seller.manner.activity, isMeeting }),
    )
    if (random.chance(FORGOTTEN)) {
      const cleared = atWork(at + (45 + random.below(75)) * DAY_MS, random)
      return cleared > world.now ? staysOpen() : move(lost, cleared)
    }
    if (leaves > world.now) {
      if (deal.expectedCloseOn < dayText(world.now) && random.chance(PUSHED))
        deal.expectedCloseOn = dayText(world.now + (2 + random.below(35)) * DAY_MS)
      return staysOpen()
    }
    if (random.chance(Math.min(0.75, (stage?.loss ?? 0.1) / goingOn))) move(lost, leaves)
    else move(nextPosition(random, position, won), leaves)
    if (position < won) continue
    // A client in a few hundred comes back after the refusal or gives the goods back after the win.
    const reopened = atWork(at + (5 + random.below(25)) * DAY_MS, random)
    if (!random.chance(0.004) || reopened > world.now) return
    move(won - 1, reopened)
  }
}

/** One step on, now and then one back or over a stage. */
function nextPosition(random: Random, position: number, won: number): number {
  const luck = random.share()
  if (luck < 0.05 && position > 0) return position - 1
  return luck < 0.12 && position + 2 < won ? position + 2 : position + 1
}

const results = {
  call: ['Договорились о следующем шаге', 'Дозвонились, перезвонить', 'Отправить информацию', 'Не ответили'],
  meeting: ['Встреча состоялась, ждут КП', 'Обсудили требования', 'Согласовали условия'],
  email: ['Отправлено КП', 'Отправлены материалы', 'Ответ получен'],
} as const
const frequency = { call: 6, email: 2.5, meeting: 0.8 }
const kinds = ['call', 'email', 'meeting'] as const

interface Stay {
  owner: Seller
  from: number
  to: number
  activity: number
  isMeeting: boolean
}

function contacts(random: Random, deal: DemoDeal, stay: Stay): DemoActivity[] {
  const wanted = stay.activity * 1.05 + (stay.isMeeting ? 0.4 : 0)
  const count = Math.floor(wanted) + Number(random.chance(wanted % 1))
  return Array.from({ length: count }, (_, index) => {
    const occurredAt = atWork(stay.from + random.share() * (stay.to - stay.from), random)
    const isMeeting = stay.isMeeting && index === 0
    const kind = isMeeting ? 'meeting' : random.weighted(kinds, (one) => frequency[one])
    const durationS = kind === 'call' ? 40 + random.below(600) : kind === 'meeting' ? 1800 + random.below(3600) : 0
    return {
      id: random.id(occurredAt),
      kind,
      ownerId: stay.owner.id,
      dealId: deal.id,
      companyId: deal.companyId,
      occurredAt,
      durationS,
      result: random.pick(results[kind]),
    }
  }).filter(({ occurredAt }) => occurredAt <= stay.to)
}

/** Who takes over from somebody who left: a colleague of the department, else anybody at work. */
function heir(random: Random, world: World, left: Seller, at: number): Seller | null {
  const working = world.sellers.filter((seller) => seller.hiredAt <= at && seller.leftAt > at)
  const near = working.filter((seller) => seller.departmentId === left.departmentId)
  return working.length === 0 ? null : random.pick(near.length > 0 ? near : working)
}
