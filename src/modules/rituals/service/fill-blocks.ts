import type { By } from '#core/http/by.ts'
import { addDays, type Day } from '#core/calendar/day.ts'
import { addMonths, monthOf } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Language } from '#core/i18n/language.ts'
import { casesOf } from '#modules/cases/api.ts'
import { planFact } from '#modules/planfact/api.ts'
import type { PlanFactRow } from '#modules/planfact/contract.ts'
import type { Block, FilledBlock } from '../contract.ts'
import {
  type About,
  awayOn,
  callsToHear,
  dayBefore,
  type DayOfPerson,
  type DealRow,
  goalsNow,
  hotDeals,
  stuckDeals,
} from '../data/blocks.ts'
import { promisesBefore } from '../data/decisions.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import type { Org } from './team.ts'

const texts = { ru, en }
const CASES_SHOWN = 8

export interface Filling extends About {
  templateId: string | null
  personId: string | null
  org: Org
  language: Language
}

type Filled = Omit<FilledBlock, 'kind' | 'minutes'>
type Row = FilledBlock['rows'][number]
const nothing: Filled = { figures: [], rows: [] }

const money = (code: string, value: number | null) => ({ code, value, unit: 'money' as const })
const count = (code: string, value: number | null) => ({ code, value, unit: 'count' as const })
const row = (id: string, title: string, more: Partial<Row> = {}): Row => ({
  id,
  title,
  detail: null,
  tone: null,
  path: null,
  values: [],
  ...more,
})

/** What each block shows, read when the page is opened: nobody prepares it. */
export async function fillBlocks(tx: Tx, by: By, blocks: readonly Block[], filling: Filling): Promise<FilledBlock[]> {
  const filled: FilledBlock[] = []
  for (const block of blocks) filled.push({ ...block, ...(await contentOf(tx, by, block.kind, filling)) })
  return filled
}

async function contentOf(tx: Tx, by: By, kind: Block['kind'], filling: Filling): Promise<Filled> {
  switch (kind) {
    case 'yesterday':
      return yesterday(await dayBefore(tx, filling))
    case 'norms':
      return norms(await dayBefore(tx, filling))
    case 'pace':
      return planFigures(tx, by, filling, monthPeriod(monthOf(filling.day as Day)))
    case 'results':
      return planFigures(tx, by, filling, monthPeriod(addMonths(monthOf(filling.day as Day), -1)))
    case 'hot':
      return deals(await hotDeals(tx, filling))
    case 'stuck':
      return deals(await stuckDeals(tx, filling), 'bad')
    case 'promises':
      return promises(tx, filling)
    case 'cases':
      return cases(tx, by, filling)
    case 'absent':
      return absent(tx, filling)
    case 'calls':
      return longCalls(tx, filling)
    case 'goals':
      return {
        figures: [],
        rows: (await goalsNow(tx, filling)).map((one) =>
          row(one.id, one.title, { detail: one.ownerName, path: '/goals' }),
        ),
      }
    case 'questions':
      return { figures: [], rows: filling.people.map((id) => row(id, filling.org.people.get(id)?.fullName ?? '')) }
    case 'notes':
      return nothing
  }
}

function yesterday(people: readonly DayOfPerson[]): Filled {
  const sum = (of: (one: DayOfPerson) => number) => people.reduce((all, one) => all + of(one), 0)
  const values = (of: (field: (one: DayOfPerson) => number) => number) => [
    money(
      'wonMinor',
      of(({ wonMinor }) => wonMinor),
    ),
    count(
      'won',
      of(({ won }) => won),
    ),
    count(
      'created',
      of(({ created }) => created),
    ),
    count(
      'calls',
      of(({ calls }) => calls),
    ),
    count(
      'meetings',
      of(({ meetings }) => meetings),
    ),
  ]
  return {
    figures: values(sum),
    rows: people.map((one) => row(one.personId, one.name, { values: values((field) => field(one)) })),
  }
}

function norms(people: readonly DayOfPerson[]): Filled {
  const withNorm = people.filter(({ callNorm, meetingNorm }) => callNorm !== null || meetingNorm !== null)
  return {
    figures: [],
    rows: withNorm.map((one) => {
      const isBehind = one.calls < (one.callNorm ?? 0) || one.meetings < (one.meetingNorm ?? 0)
      return row(one.personId, one.name, {
        tone: isBehind ? 'bad' : 'good',
        path: '/norms',
        values: [
          count('calls', one.calls),
          count('callNorm', one.callNorm),
          count('meetings', one.meetings),
          count('meetingNorm', one.meetingNorm),
        ],
      })
    }),
  }
}

async function planFigures(tx: Tx, by: By, { people, day, org }: Filling, period: ReturnType<typeof monthPeriod>) {
  const table = await planFact(tx, by.actor, period, day as Day, { team: '', nobody: '' })
  const own = table.rows.filter(({ level, subjectId }) => level === 'person' && people.includes(subjectId))
  const whole = lineOfExactly(table.rows, new Set(own.map(({ subjectId }) => subjectId)))
  const figure = (code: 'planMinor' | 'factMinor' | 'deviationMinor') => {
    const known = (whole ? [whole] : own).flatMap((one) => one[code] ?? [])
    return money(code, known.length === 0 ? null : known.reduce((all, one) => all + one, 0))
  }
  return {
    figures: [figure('planMinor'), figure('factMinor'), figure('deviationMinor')],
    rows: own.map((one) =>
      row(one.subjectId, org.people.get(one.subjectId)?.fullName ?? one.name, {
        tone: one.deviationMinor === null ? null : one.deviationMinor < 0 ? 'bad' : 'good',
        path: `/plan-fact`,
        values: [
          money('planMinor', one.planMinor),
          money('factMinor', one.factMinor),
          money('deviationMinor', one.deviationMinor),
        ],
      }),
    ),
  }
}

/**
 * The line of plan/fact that is made of these people alone, whoever else is in it has neither plan nor fact: where the whole department
 * meets, its own plan counts, with what of it is given to nobody, as on every other page. Undefined: a part of one meets, or people of several.
 */
function lineOfExactly(lines: readonly PlanFactRow[], people: ReadonlySet<string>): PlanFactRow | undefined {
  if (people.size === 0) return undefined
  const parents = new Map(lines.map(({ subjectId, parentId }) => [subjectId, parentId]))
  const within = new Map<string, PlanFactRow[]>()
  for (const line of lines) {
    if (line.level !== 'person' && line.level !== 'nobody') continue
    for (let up = line.parentId; up !== null; up = parents.get(up) ?? null)
      within.set(up, [...(within.get(up) ?? []), line])
  }
  return lines.findLast(({ subjectId }) => {
    const counted = within.get(subjectId)?.filter((one) => people.has(one.subjectId) || one.planMinor || one.factMinor)
    return counted?.length === people.size && counted.every((one) => people.has(one.subjectId))
  })
}

function deals(found: readonly DealRow[], tone: Row['tone'] = null): Filled {
  return {
    figures: [
      count('deals', found.length),
      money(
        'amountMinor',
        found.reduce((sum, one) => sum + one.amountMinor, 0),
      ),
    ],
    rows: found.map((one) =>
      row(one.id, one.title, {
        detail: [one.ownerName, one.stageName].filter(Boolean).join(' · '),
        tone: one.stepAt === null ? 'bad' : tone,
        path: `/deals/${one.id}`,
        values: [money('amountMinor', one.amountMinor)],
      }),
    ),
  }
}

async function promises(tx: Tx, { workspaceId, templateId, personId, day }: Filling): Promise<Filled> {
  const found = await promisesBefore(tx, workspaceId, { templateId, personId, day })
  const kept = found.filter(({ state }) => state === 'done').length
  return {
    figures: [count('promised', found.length), count('kept', kept)],
    rows: found.map((one) =>
      row(one.id, one.text, {
        detail: [one.ownerName, one.result].filter(Boolean).join(' · ') || null,
        tone: one.state === 'done' ? 'good' : one.dueOn !== null && one.dueOn < day ? 'bad' : null,
        path: one.taskId ? `/tasks?task=${one.taskId}` : null,
      }),
    ),
  }
}

async function cases(tx: Tx, by: By, { people, language }: Filling): Promise<Filled> {
  const words = texts[language].caseMetrics
  const found = await casesOf(tx, by, { ownerIds: [...people, by.actor.personId], limit: CASES_SHOWN })
  return {
    figures: [
      count('cases', found.length),
      money(
        'gapMinor',
        found.reduce((sum, one) => sum + one.gapMinor, 0),
      ),
    ],
    rows: found.map((one) =>
      row(one.id, `${one.subjectName ?? ''}: ${words[one.metric]}`, {
        tone: 'bad',
        path: `/cases/${one.id}`,
        values: [money('gapMinor', one.gapMinor)],
      }),
    ),
  }
}

async function absent(tx: Tx, { workspaceId, people, day, org }: Filling): Promise<Filled> {
  const away = await awayOn(tx, workspaceId, day, addDays(day as Day, 1))
  const own = away.filter(({ personId }) => people.includes(personId))
  return {
    figures: [],
    rows: own.map((one) => row(one.personId, org.people.get(one.personId)?.fullName ?? '', { path: '/absences' })),
  }
}

async function longCalls(tx: Tx, filling: Filling): Promise<Filled> {
  const found = await callsToHear(tx, filling)
  return {
    figures: [],
    rows: found.map((one) =>
      row(one.id, one.dealTitle ?? one.ownerName ?? '', {
        detail: [one.ownerName, one.result].filter(Boolean).join(' · ') || null,
        path: one.dealId ? `/deals/${one.dealId}` : null,
        values: [{ code: 'minutes', value: Math.round(one.seconds / 60), unit: 'minutes' }],
      }),
    ),
  }
}
