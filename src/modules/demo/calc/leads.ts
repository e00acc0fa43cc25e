import type { PastLead, PastStep } from '#modules/leads/api.ts'
import type { Random } from './random.ts'
import { menNames, products, regions, surnames } from './words.ts'

/** A deal that began with a lead. */
export interface DealOfLead {
  id: string
  ownerId: string
  companyId: string | null
  companyName: string | null
  contactId: string | null
  contactName: string | null
  phone: string | null
  email: string | null
  sourceId: string | null
  createdAt: Date
}

interface Setting {
  now: number
  /** The response clock of the company: when so many business minutes have passed, and how many have. */
  clock: { after: (from: Date, minutes: number) => Date; waited: (from: Date, to: Date) => number }
  formId: string
  /** The source of the form; other leads come by their own ways. */
  formSourceId: string | null
  sources: readonly string[]
  sellers: readonly { id: string; slowness: number }[]
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const TARGET = 30
const ESCALATE = 30
const campaigns = ['Насосы осень', 'Компрессоры под заказ', 'Автоматика', null, null]
/** What is wanted stands after a colon: names of products are not declined. */
const needs = [
  'Нужен расчёт до конца месяца: {}',
  'Добрый день! Пришлите цену и сроки: {}',
  'Какой сейчас срок поставки: {}?',
  'Меняем оборудование в котельной, нужно: {}',
  'Просим выставить счёт: {}',
  'Перезвоните, пожалуйста, хочу обсудить: {}',
]
const rejections = ['Не наш профиль', 'Нет потребности', 'Не дозвонились', 'Соискатель или поставщик']
const returnReasons = ['Не мой регион', 'Не мой продукт', 'Клиент другого менеджера']
const firms = [
  'ТеплоСервис',
  'АгроЛайн',
  'СтройМонтаж',
  'ВодоКанал-Плюс',
  'Молочный край',
  'УралМет',
  'Дельта-Пром',
  'Северный порт',
]

/** Leads of the last weeks: those that became deals, those that came to nothing, spam, and those that wait now. */
export function inventLeads(random: Random, deals: readonly DealOfLead[], setting: Setting) {
  const { now, clock, sellers } = setting
  const leads: PastLead[] = []
  const steps: PastStep[] = []
  const slowness = new Map(sellers.map(({ id, slowness: slow }) => [id, slow]))

  const add = (given: Partial<PastLead> & { receivedAt: number }): PastLead => {
    const from = new Date(given.receivedAt)
    const product = random.pick(products)
    const lead: PastLead = {
      id: random.id(given.receivedAt),
      state: 'new',
      formId: null,
      sourceId: null,
      campaign: null,
      companyName: null,
      region: random.pick(regions),
      product: product.name,
      text: random.pick(needs).replace('{}', product.what.replace(' для {}', '')),
      ownerId: null,
      assignedAt: null,
      acceptedAt: null,
      respondedAt: null,
      closedAt: null,
      targetMinutes: TARGET,
      respondBy: clock.after(from, TARGET).getTime(),
      escalateAt: clock.after(from, TARGET + ESCALATE).getTime(),
      responseMinutes: null,
      returns: 0,
      reason: null,
      spamMark: null,
      companyId: null,
      contactId: null,
      dealId: null,
      ...person(random),
      ...given,
    }
    leads.push(lead)
    log(lead, lead.receivedAt, lead.state === 'spam' ? 'spam' : 'received', null)
    return lead
  }
  const log = (lead: PastLead, at: number, kind: string, actorId: string | null, more: Partial<PastStep> = {}) =>
    steps.push({ leadId: lead.id, at, kind, actorId, fromPersonId: null, toPersonId: null, details: {}, ...more })

  /** The lead is given, taken and answered, if there has been time for it. */
  const answer = (lead: PastLead, ownerId: string): boolean => {
    lead.ownerId = ownerId
    lead.assignedAt = lead.receivedAt
    lead.state = 'assigned'
    log(lead, lead.receivedAt + 1000, 'assigned', null, { toPersonId: ownerId, details: { how: 'pool' } })
    const minutes = Math.max(2, random.around(14 * (slowness.get(ownerId) ?? 1), 0.8))
    const at = clock.after(new Date(lead.receivedAt), minutes).getTime()
    if (at > now) return false
    lead.acceptedAt = at - MINUTE_MS
    lead.respondedAt = at
    lead.responseMinutes = clock.waited(new Date(lead.receivedAt), new Date(at))
    lead.state = 'accepted'
    log(lead, lead.acceptedAt, 'accepted', ownerId, { toPersonId: ownerId })
    log(lead, at, 'contacted', ownerId, { details: { channel: random.chance(0.8) ? 'call' : 'email' } })
    return true
  }
  const close = (lead: PastLead, state: 'converted' | 'rejected', at: number, details: Record<string, string>) => {
    lead.state = state
    lead.closedAt = at
    log(lead, at, state, lead.ownerId, { details })
  }
  const way = () => {
    const isForm = random.chance(0.6)
    return {
      formId: isForm ? setting.formId : null,
      sourceId: isForm ? setting.formSourceId : random.pick(setting.sources),
      campaign: isForm ? random.pick(campaigns) : null,
    }
  }

  for (const deal of deals) {
    const made = deal.createdAt.getTime()
    const { companyId, contactId, companyName } = deal
    const known = { companyId, contactId, companyName, ...(deal.contactName && { name: deal.contactName }) }
    const reach = deal.phone
      ? { phone: deal.phone, phoneKey: deal.phone.replace(/\D/g, '').slice(-10), email: deal.email }
      : {}
    const lead = add({
      receivedAt: made - random.below(200) * MINUTE_MS,
      ...way(),
      ...known,
      ...reach,
      sourceId: deal.sourceId,
    })
    if (!answer(lead, deal.ownerId)) continue
    lead.dealId = deal.id
    close(lead, 'converted', Math.max(made, lead.respondedAt ?? made), { deal: deal.id })
  }
  const seller = () => random.pick(sellers).id
  for (let n = 0; n < Math.round(deals.length * 0.6); n += 1) {
    const lead = add({ receivedAt: now - HOUR_MS * (30 + random.below(40 * 24)), ...way() })
    if (random.chance(0.12)) {
      lead.returns = 1
      log(lead, lead.receivedAt + MINUTE_MS, 'returned', seller(), { details: { reason: random.pick(returnReasons) } })
    }
    if (!answer(lead, seller())) continue
    lead.reason = random.pick(rejections)
    close(lead, 'rejected', (lead.respondedAt ?? now) + HOUR_MS, { reason: lead.reason })
  }
  for (let n = 0; n < 14; n += 1) {
    const at = now - HOUR_MS * (2 + random.below(20 * 24))
    add({
      receivedAt: at,
      formId: setting.formId,
      state: 'spam',
      spamMark: random.pick(['trap', 'too_fast', 'links']),
      text: 'Продвижение сайтов, заработок без вложений',
    })
  }
  // Those of today and of the last evening: some in work, some waiting, one that nobody has.
  for (let n = 0; n < 26; n += 1) {
    const lead = add({
      receivedAt: now - (3 + n * n * 4 + random.below(6)) * MINUTE_MS,
      ...way(),
      ...(random.chance(0.6) && { companyName: `ООО «${random.pick(firms)}»` }),
    })
    if (n % 5 !== 1) answer(lead, seller())
  }
  // Two clients wait longer than they should: somebody must be told.
  for (const overdue of [12, 55]) {
    let at = now
    while (clock.waited(new Date(at), new Date(now)) < TARGET + overdue) at -= 7 * MINUTE_MS
    const lead = add({ receivedAt: at, ...way(), companyName: `ООО «${random.pick(firms)}»` })
    const ownerId = seller()
    Object.assign(lead, { ownerId, assignedAt: at, state: 'assigned' })
    log(lead, at + 1000, 'assigned', null, { toPersonId: ownerId, details: { how: 'pool' } })
  }
  return { leads, steps }
}

function person(random: Random) {
  const surname = random.pick(surnames)
  const name = `${random.pick(menNames)} ${surname}`
  const digits = `9${String(100_000_000 + random.below(899_999_999))}`
  return {
    name,
    phone: `+7 ${digits.slice(0, 3)} ${digits.slice(3, 6)}-${digits.slice(6, 8)}-${digits.slice(8)}`,
    phoneKey: digits,
    email: random.chance(0.5) ? `client${random.below(9000) + 1000}@example.ru` : null,
  }
}
