import { DAY_MS } from '#core/calendar/day.ts'
import { latin } from './team.ts'
import type { Random } from './random.ts'
import { menNames, surnames } from './words.ts'

/** A client as the deals of the story have left it. */
export interface PlainCompany {
  id: string
  name: string
  inn: string
  region: string
  createdAt: number
  contactId: string
  contactName: string
  contactPhone: string
  ownerId: string
}

const CITIES: Record<string, [city: string, code: string]> = {
  Москва: ['г. Москва', '495'],
  'Санкт-Петербург': ['г. Санкт-Петербург', '812'],
  'Свердловская область': ['г. Екатеринбург', '343'],
  Татарстан: ['г. Казань', '843'],
  'Самарская область': ['г. Самара', '846'],
  'Пермский край': ['г. Пермь', '342'],
  'Ростовская область': ['г. Ростов-на-Дону', '863'],
  'Новосибирская область': ['г. Новосибирск', '383'],
  'Краснодарский край': ['г. Краснодар', '861'],
  'Челябинская область': ['г. Челябинск', '351'],
}
const STREETS = ['ул. Заводская', 'ул. Промышленная', 'пр. Ленина', 'ул. Мира', 'ул. Строителей', 'Индустриальный пр.']
const TAGS = ['ключевой', 'дилер', 'тендерный', 'предоплата', 'сервисный договор', 'сезонный спрос']
const PHONE_NOTES = ['приёмная', 'отдел закупок', 'бухгалтерия', 'склад']

/** Requisites, numbers and labels of a client firm; its numbers are of ranges that no operator has. */
export function describeCompany(random: Random, { id, name, inn, region, ownerId }: PlainCompany) {
  const [city, code] = CITIES[region] ?? ['г. Москва', '495']
  const site = siteOf(name, inn)
  const number = () => `+7 ${code} ${random.below(900) + 100}-${two(random)}-${two(random)}`
  const phones = [{ number: number(), note: PHONE_NOTES[0] ?? null }]
  if (random.chance(0.4)) phones.push({ number: number(), note: random.pick(PHONE_NOTES.slice(1)) })
  const address = `${city}, ${random.pick(STREETS)}, д. ${random.below(120) + 1}`
  return {
    id,
    ownerId,
    kpp: `${inn.slice(0, 4)}01001`,
    legalAddress: address,
    actualAddress: random.chance(0.3) ? `${city}, ${random.pick(STREETS)}, д. ${random.below(60) + 1}, корп. 2` : null,
    tags: TAGS.filter(() => random.chance(0.09)),
    links: random.chance(0.5) ? [{ url: `https://${site}`, title: null }] : [],
    phones: phones.map((phone) => ({ ...phone, phoneKey: phone.number.replace(/\D/g, '').slice(-10) })),
    emails: random.chance(0.7) ? [{ email: `zakupki@${site}`, note: 'закупки' }] : [],
  }
}

export type DescribedCompany = ReturnType<typeof describeCompany>

/** Numbers, address and consents of the person there. `today`: '2026-11-21'. */
export function describeContact(random: Random, company: PlainCompany, today: string) {
  const { contactId, contactName, contactPhone, name, inn } = company
  const work = `+7 900 ${random.below(900) + 100}-${two(random)}-${two(random)}`
  const given = {
    given: true,
    on: today.slice(0, 8) + '01',
    source: random.pick(['форма на сайте', 'договор', 'выставка']),
  }
  const [surname = '', first = ''] = contactName.split(' ')
  const spaced = contactPhone.replace(/^(\+7)(\d{3})(\d{3})(\d{2})(\d{2})$/, '$1 $2 $3-$4-$5')
  const phones = [{ number: spaced, phoneKey: contactPhone.slice(-10), note: null as string | null }]
  if (random.chance(0.25)) phones.push({ number: work, phoneKey: work.replace(/\D/g, '').slice(-10), note: 'рабочий' })
  return {
    id: contactId,
    phones,
    emails: random.chance(0.6)
      ? [{ email: `${latin(first).slice(0, 1)}.${latin(surname)}@${siteOf(name, inn)}`.toLowerCase(), note: null }]
      : [],
    consents: random.chance(0.5) ? { processing: given, ...(random.chance(0.4) && { mailing: given }) } : {},
  }
}

/** A second card of a firm or a person that somebody has made without looking. */
export interface Twin {
  kind: 'company' | 'contact'
  ofId: string
  id: string
  name: string
  inn: string | null
  phone: string | null
  email: string | null
  companyId: string | null
  ownerId: string
  createdAt: number
  /** In what the two are alike. */
  alike: {
    sameInn: boolean
    otherInn: boolean
    otherKpp: boolean
    samePhone: boolean
    sameEmail: boolean
    sameCompany: boolean
    nameLikeness: number
  }
}

/** Realistic duplicates: the name without its form, the same number under another spelling, a firm typed in anew with its ИНН. */
export function inventTwins(
  random: Random,
  companies: readonly PlainCompany[],
  described: readonly DescribedCompany[],
): Twin[] {
  const details = new Map(described.map((one) => [one.id, one]))
  const chosen = companies
    .filter((_company, index) => index % Math.max(1, Math.floor(companies.length / 8)) === 3)
    .slice(0, 8)
  const alike = { otherInn: false, otherKpp: false, sameEmail: false, sameCompany: false }
  return chosen.flatMap((company, index) => {
    const bare = company.name.replace(/^\S+ «|»$/g, '')
    const phone = details.get(company.id)?.phones[0]?.number ?? null
    const common = {
      ofId: company.id,
      id: random.id(company.createdAt + DAY_MS * 20),
      ownerId: company.ownerId,
      createdAt: company.createdAt + DAY_MS * 20,
    }
    const hasInn = index % 3 === 1
    const hasPhone = index % 3 !== 1 && phone !== null
    const twin: Twin = {
      ...common,
      kind: 'company',
      name: [bare, `${bare}, ООО`, `Компания ${bare}`][index % 3] ?? bare,
      inn: hasInn ? company.inn : null,
      phone: hasPhone ? phone.replace('+7 ', '8 (').replace(/^(8 \(\d{3})/, '$1)') : null,
      email: null,
      companyId: null,
      alike: {
        ...alike,
        sameInn: hasInn,
        samePhone: hasPhone,
        nameLikeness: index % 3 === 2 ? 0.6 : 1,
      },
    }
    if (index > 3) return [twin]
    const [surname = '', first = ''] = company.contactName.split(' ')
    const person: Twin = {
      ...common,
      id: random.id(company.createdAt + DAY_MS * 21),
      kind: 'contact',
      ofId: company.contactId,
      name: index % 2 === 0 ? `${first} ${surname}` : surname,
      inn: null,
      phone: `8${company.contactPhone.slice(2)}`,
      email: null,
      companyId: index % 2 === 0 ? company.id : null,
      alike: {
        ...alike,
        sameInn: false,
        samePhone: true,
        nameLikeness: index % 2 === 0 ? 1 : 0.5,
        sameCompany: index % 2 === 0,
      },
    }
    return [twin, person]
  })
}

/** The name of a holding above some firms. */
export const holdingName = (random: Random): string =>
  `ГК «${random.pick(['Меридиан', 'Волга-Капитал', 'Уральский союз'])}»`

/** Who speaks for the holding. */
export const holdingPerson = (random: Random): string => `${random.pick(surnames)} ${random.pick(menNames)}`

/** Firms may share a name, not an address. */
function siteOf(name: string, inn: string): string {
  const bare = latin(name.replace(/^\S+ «|»$/g, '')).toLowerCase()
  return `${bare
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 20)}-${inn.slice(-4)}.example`
}

const two = (random: Random): string => String(random.below(90) + 10)
