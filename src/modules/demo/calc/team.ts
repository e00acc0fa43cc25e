import { addDays, type Day } from '#core/calendar/day.ts'
import { addMonthsToDay } from '#core/calendar/month.ts'
import type { Random } from './random.ts'
import { menNames, surnames, womenNames } from './words.ts'

/** How somebody sells. */
export interface Manner {
  /** New deals against the average seller. */
  volume: number
  /** Chance to go on to the next stage against the average. */
  skill: number
  /** Average check against the company's. */
  check: number
  /** Days on a stage against the usual. */
  slowness: number
  /** Share of deals from clients that bought before. */
  repeatShare: number
  /** Calls and meetings a deal against the usual. */
  activity: number
}

export interface TeamMember {
  id: string
  fullName: string
  email: string
  role: string
  jobTitle: string
  departmentId: string | null
  managerId: string | null
  hiredOn: Day
  leftOn: Day | null
  manner: Manner | null
}

export interface Team {
  departments: { id: string; name: string; headId: string | null }[]
  members: TeamMember[]
}

const usual: Manner = { volume: 1, skill: 1, check: 1, slowness: 1, repeatShare: 0.3, activity: 1 }

/** Characters that every sales department knows; the rest vary around the usual. */
const characters: { title: string; manner: Partial<Manner> }[] = [
  { title: 'звезда', manner: { volume: 1.25, skill: 1.55, check: 1.25, slowness: 0.8, activity: 1.2 } },
  { title: 'фермер на старой базе', manner: { volume: 0.8, skill: 1.2, repeatShare: 0.88, activity: 0.55 } },
  { title: 'охотник', manner: { volume: 1.5, skill: 0.95, repeatShare: 0.05, activity: 1.5 } },
  { title: 'много активности, мало толку', manner: { volume: 1.15, skill: 0.62, activity: 1.6 } },
  { title: 'мало встреч', manner: { volume: 0.75, skill: 0.8, slowness: 1.5, activity: 0.5 } },
  { title: 'крупные сделки', manner: { volume: 0.55, skill: 1.1, check: 2.4, slowness: 1.4 } },
]

const departmentNames = [
  'Отдел «Север»',
  'Отдел «Юг»',
  'Ключевые клиенты',
  'Отдел «Волга»',
  'Отдел «Урал»',
  'Отдел «Сибирь»',
  'Отдел «Центр»',
  'Партнёрские продажи',
  'Тендеры',
  'Интернет-продажи',
]

/** The people of the demo company: owner, director, a head for each department, sellers with hires and leavers, and those who work with them. */
export function inventTeam(
  random: Random,
  { sellers, departments, from, today }: { sellers: number; departments: number; from: Day; today: Day },
): Team {
  const taken = new Set<string>()
  const months = (count: number) => addMonthsToDay(from, count)
  const at = Date.parse(from)
  const person = (role: string, jobTitle: string, more: Partial<TeamMember> = {}): TeamMember => {
    const { fullName, email } = inventName(random, taken)
    return {
      id: random.id(at),
      fullName,
      email,
      role,
      jobTitle,
      departmentId: null,
      managerId: null,
      hiredOn: addDays(from, -300),
      leftOn: null,
      manner: null,
      ...more,
    }
  }
  const owner = person('owner', 'Генеральный директор')
  const director = person('director', 'Коммерческий директор', { managerId: owner.id })
  const units = departmentNames
    .slice(0, departments)
    .map((name) => ({ id: random.id(at), name, headId: null as string | null }))
  const heads = units.map((unit) => {
    const head = person('head', 'Руководитель отдела продаж', { managerId: director.id, departmentId: unit.id })
    unit.headId = head.id
    return head
  })
  const staff = Array.from({ length: sellers }, (_, index) => {
    const unit = units[index % units.length]
    const head = heads[index % heads.length]
    const character = characters[index % Math.max(characters.length, Math.ceil(sellers / 2))]
    const manner = {
      ...usual,
      volume: random.around(1, 0.2),
      skill: random.around(1, 0.16),
      check: random.around(1, 0.18),
      slowness: random.around(1, 0.15),
      ...character?.manner,
    }
    const seller = person('seller', 'Менеджер по продажам', {
      departmentId: unit?.id ?? null,
      managerId: head?.id ?? null,
      manner,
    })
    if (index % 8 === 7) seller.hiredOn = addDays(months(4 + ((index * 3) % 11)), random.below(20))
    if (index % 12 === 10) seller.leftOn = addDays(months(7 + (index % 7)), random.below(25))
    if (index === sellers - 1) seller.hiredOn = addDays(today, -40)
    return seller
  })
  const others = [
    person('marketing', 'Маркетолог', { managerId: director.id }),
    person('finance', 'Финансист', { managerId: owner.id }),
    person('hr', 'HR-менеджер', { managerId: owner.id }),
    person('auditor', 'Аудитор', { managerId: owner.id }),
    person('admin', 'Администратор', { managerId: owner.id }),
  ]
  return { departments: units, members: [owner, director, ...heads, ...staff, ...others] }
}

function inventName(random: Random, taken: Set<string>): { fullName: string; email: string } {
  for (;;) {
    const isWoman = random.chance(0.5)
    const surname = random.pick(surnames) + (isWoman ? 'а' : '')
    const name = random.pick(isWoman ? womenNames : menNames)
    const fullName = `${surname} ${name}`
    // A large company runs out of pairs; then a number tells namesakes apart.
    const unique = taken.has(fullName) && taken.size > 900 ? `${fullName} ${taken.size}` : fullName
    if (taken.has(unique)) continue
    taken.add(unique)
    return {
      fullName: unique,
      email: `${latin(surname)}.${latin(name)}${taken.size > 900 ? taken.size : ''}@demo.mostik.example`.toLowerCase(),
    }
  }
}

const letters: Record<string, string> = Object.fromEntries(
  [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'].map((letter, index) => [
    letter,
    [
      'a',
      'b',
      'v',
      'g',
      'd',
      'e',
      'e',
      'zh',
      'z',
      'i',
      'y',
      'k',
      'l',
      'm',
      'n',
      'o',
      'p',
      'r',
      's',
      't',
      'u',
      'f',
      'kh',
      'ts',
      'ch',
      'sh',
      'sch',
      '',
      'y',
      '',
      'e',
      'yu',
      'ya',
    ][index] ?? '',
  ]),
)

export function latin(text: string): string {
  return [...text.toLowerCase()].map((letter) => letters[letter] ?? letter).join('')
}
