import { expect, test } from 'vitest'
import { formats } from '#core/i18n/format.ts'
import type { PlanFactRow } from '../contract.ts'
import { ru } from '../texts.ru.ts'
import { messageOf } from './course-chart.tsx'
import { scalesOf, shownLines } from './lines.ts'

const rub = (amount: number) => amount * 100
const line = (given: Partial<PlanFactRow>): PlanFactRow => ({
  level: 'person',
  subjectId: 'Орлов',
  parentId: 'Север',
  name: 'Орлов',
  depth: 2,
  hiredOn: null,
  leftOn: null,
  workingDays: { total: 20, elapsed: 14, left: 6 },
  planMinor: null,
  approvedMinor: null,
  minimumMinor: null,
  challengeMinor: null,
  undistributedMinor: null,
  monthsWithoutPlan: 0,
  factMinor: 0,
  won: 0,
  attainment: null,
  dueMinor: null,
  dueShare: null,
  deviationMinor: null,
  state: null,
  runRateMinor: null,
  requiredPerDayMinor: null,
  averageCheckMinor: null,
  forecast: null,
  previous: null,
  lastYear: null,
  ...given,
})
const tree = [
  line({ level: 'company', subjectId: 'Ромашка', parentId: null, planMinor: 900, factMinor: 500 }),
  line({ level: 'department', subjectId: 'Север', parentId: 'Ромашка', planMinor: 600, deviationMinor: -50 }),
  line({ subjectId: 'Орлов', planMinor: 100, factMinor: 250, deviationMinor: 30 }),
  line({ subjectId: 'Смирнова', planMinor: 200, deviationMinor: -40 }),
  line({ level: 'department', subjectId: 'Юг', parentId: 'Ромашка' }),
]

test('a folded line hides everything inside it and nothing else', () => {
  const names = (folded: string[]) => shownLines(tree, new Set(folded)).map((one) => one.subjectId)
  expect(names(['Север'])).toEqual(['Ромашка', 'Север', 'Юг'])
  expect(names(['Ромашка'])).toEqual(['Ромашка'])
  expect(names([])).toHaveLength(5)
})

test('bars are compared within a level: a seller is not a dot beside the company', () => {
  const scales = scalesOf(tree, 'none')
  expect(scales.get('person')).toEqual({ bar: 250, deviation: 40 })
  expect(scales.get('company')).toEqual({ bar: 900, deviation: 50 })
})

test('the title of the chart says how the line stands', () => {
  const format = formats('ru')
  const say = (given: Partial<PlanFactRow>) =>
    messageOf(line(given), ru, {
      moneyCompact: (minor) => format.moneyCompact(minor ?? null, 'RUB'),
      share: (share) => format.share(share ?? null),
    }).replaceAll('\u00A0', ' ')
  const plan = rub(12_000_000)
  const behind = {
    planMinor: plan,
    factMinor: rub(7_900_000),
    dueMinor: rub(8_400_000),
    deviationMinor: rub(-500_000),
    attainment: 0.658,
  }
  expect(say(behind)).toBe('Орлов: отставание 500 тыс. ₽ — 7,90 млн ₽ вместо 8,40 млн ₽')
  expect(say({ ...behind, workingDays: { total: 20, elapsed: 20, left: 0 } })).toBe(
    'Орлов: план 12,0 млн ₽ выполнен на 65,8 %, не хватило 4,10 млн ₽',
  )
  expect(say({ ...behind, factMinor: plan, attainment: 1 })).toBe('Орлов: план 12,0 млн ₽ выполнен на 100,0 %')
  expect(say({ factMinor: rub(100_000) })).toBe('Орлов: продано 100 тыс. ₽, план не задан')
})
