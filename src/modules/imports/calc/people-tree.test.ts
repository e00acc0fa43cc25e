import { expect, test } from 'vitest'
import { OwnerIndex } from './owner-index.ts'
import { circles, unitsOf } from './people-tree.ts'

const row = (name: string, manager: string, department: string, team = '') => ({ name, manager, department, team })

test('a region with one manager is his; with several each has a team of his own', () => {
  const rows = [
    row('А', 'Иванов', 'Север'),
    row('Б', 'Иванов', 'Север'),
    row('В', 'Петров', 'Юг'),
    row('Г', 'Сидоров', 'Юг'),
  ]
  const { units, unitOf } = unitsOf(rows, (manager) => `Команда ${manager}`)
  expect(units.map(({ name, parent, head }) => [name, parent, head])).toEqual([
    ['Север', null, 'Иванов'],
    ['Юг', null, null],
    ['Команда Петров', 'юг', 'Петров'],
    ['Команда Сидоров', 'юг', 'Сидоров'],
  ])
  expect(rows.map(unitOf)).toEqual(['север', 'север', 'юг\nкоманда петров', 'юг\nкоманда сидоров'])
})

test('sellers without a department stand under their manager, or nowhere', () => {
  const { units, unitOf } = unitsOf([row('А', 'Иванов', ''), row('Б', '', '')], (manager) => `Команда ${manager}`)
  expect(units.map(({ name }) => name)).toEqual(['Команда Иванов'])
  expect(unitOf(row('Б', '', ''))).toBeNull()
})

test('a chain of managers that closes on itself is found, whoever hangs below it is not in it', () => {
  const managers: Record<string, string> = { а: 'б', б: 'в', в: 'а', г: 'а', д: 'е' }
  expect([...circles(Object.keys(managers), (name) => managers[name] ?? null)].toSorted()).toEqual(['а', 'б', 'в'])
})

test('people are found by name in any order of words, by e-mail, and by the id of Bitrix24; two of one name are unclear', () => {
  const person = (id: string, fullName: string, email: string | null = null, externalId: string | null = null) => ({
    id,
    fullName,
    email,
    externalId,
    leftOn: null,
  })
  const index = new OwnerIndex([
    person('1', 'Иван Петров', 'ivan@example.ru'),
    person('2', 'Анна Сергеевна Орлова', null, '12'),
    person('3', 'Олег Белов'),
    person('4', 'Олег Белов'),
  ])
  expect(index.find('Петров  Иван')).toEqual({ personId: '1' })
  expect(index.find('IVAN@example.ru')).toEqual({ personId: '1' })
  expect(index.find('А. Орлова [12]')).toEqual({ personId: '2' })
  expect(index.find('Олег Белов')).toBe('unclear')
  expect(index.find('Пётр Новый')).toBe('new')
})
