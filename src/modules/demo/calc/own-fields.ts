import { DAY_MS } from '#core/calendar/day.ts'
import type { CustomValues, Field } from '#modules/fields/contract.ts'
import type { DemoDeal, World } from './deals.ts'
import type { Random } from './random.ts'
import { dayText } from './working-time.ts'

type DemoField = Pick<Field, 'id' | 'name' | 'kind' | 'hint' | 'options' | 'pipelineIds' | 'requiredStageIds'>

/** What the company has added to the cards of deals, and to whom it loses them. */
export interface OwnFields {
  fields: readonly DemoField[]
  competitors: readonly { id: string; name: string }[]
  roles: readonly { id: string; name: string }[]
  /** Values of a deal and the competitor of a lost one. */
  of(deal: DemoDeal): { custom: CustomValues; lossCompetitorId: string | null }
}

const purposes = ['Водоснабжение', 'Котельная и отопление', 'Пожаротушение', 'Технологический процесс', 'Канализация']
const options = ['Шеф-монтаж', 'Пусконаладка', 'Доставка до объекта', 'Расширенная гарантия']
const competitors = ['Гидромаш-Сервис', 'НасосТорг', 'Акватех', 'Пумпа-Инжиниринг']
const contactRoles = ['ЛПР', 'Влияет на решение', 'Пользователь', 'Закупки', 'Финансы', 'Технический эксперт']

/** Invents the fields once and the values deal by deal; of a story of its own, so that the deals stay as they are. */
export function inventOwnFields(
  random: Random,
  world: World,
  reasons: readonly { id: string; name: string }[],
): OwnFields {
  const id = () => random.id(world.from)
  const named = (names: readonly string[]) => names.map((name) => ({ id: id(), name, archived: false }))
  const stagesFrom = (name: string) => {
    const { stages } = world.newClients
    const first = stages.findIndex((stage) => stage.name === name)
    return stages.filter(({ meaning }, index) => index >= first && meaning !== 'lost').map((stage) => stage.id)
  }
  const field = (name: string, kind: Field['kind'], more: Partial<DemoField> = {}): DemoField => ({
    id: id(), name, kind, hint: null, options: [], pipelineIds: null, requiredStageIds: [], ...more,
  }) // prettier-ignore
  const purpose = field('Назначение', 'choice', {
    options: named(purposes),
    requiredStageIds: stagesFrom('КП отправлено'),
  })
  const budget = field('Бюджет клиента', 'money', { hint: 'Сколько клиент готов потратить вместе с монтажом' })
  const power = field('Мощность, кВт', 'number')
  const extras = field('Опции поставки', 'choices', { options: named(options) })
  const engineer = field('Инженер проекта', 'person')
  const tender = field('Дата тендера', 'date', { pipelineIds: [world.newClients.id] })
  const place = field('Площадка закупки', 'link', { pipelineIds: [world.newClients.id] })
  const rivals = named(competitors)
  const toRivals = new Set(reasons.filter(({ name }) => name === 'Выбрали конкурента').map((reason) => reason.id))
  const isOfNew = new Set(world.newClients.stages.map((stage) => stage.id))
  const engineers = world.sellers.filter(({ leftAt }) => leftAt === Infinity).slice(0, 6)

  return {
    fields: [purpose, budget, power, extras, engineer, tender, place],
    competitors: rivals,
    roles: named(contactRoles),
    of(deal) {
      const custom: CustomValues = { [purpose.id]: random.pick(purpose.options).id }
      if (random.chance(0.55)) {
        custom[budget.id] = Math.round((deal.amountMinor * (0.9 + random.share() * 0.6)) / 1_000_000) * 1_000_000
      }
      if (random.chance(0.4)) custom[power.id] = [3, 5.5, 7.5, 11, 15, 22, 37, 55, 90][random.below(9)] ?? 11
      if (random.chance(0.35)) custom[extras.id] = extras.options.filter(() => random.chance(0.4)).map((one) => one.id)
      if (random.chance(0.2)) custom[engineer.id] = random.pick(engineers).id
      const stageId = deal.moves.at(-1)?.toStageId ?? ''
      if (isOfNew.has(stageId) && random.chance(0.12)) {
        custom[tender.id] = dayText(deal.createdAt + (20 + random.below(50)) * DAY_MS)
        custom[place.id] = `https://zakupki.example.ru/lot/${100_000 + random.below(900_000)}`
      }
      const filled = Object.entries(custom).filter(([, value]) => !Array.isArray(value) || value.length > 0)
      const isToRival = deal.lossReasonId !== null && (toRivals.has(deal.lossReasonId) || random.chance(0.1))
      return { custom: Object.fromEntries(filled), lossCompetitorId: isToRival ? random.pick(rivals).id : null }
    },
  }
}
