import { describe, expect, test } from 'vitest'
import { fitted, longestWord, standingAside } from './fit.ts'

const name = { id: 'name', width: 200, least: 150 }
const amount = { id: 'amount', width: 100, least: 100 }
const owner = { id: 'owner', width: 140, least: 110 }
const sum = (widths: Map<string, number>) => [...widths.values()].reduce((all, width) => all + width, 0)

describe('fitted', () => {
  test('A room that is too narrow is taken from what may be cut, in proportion', () => {
    expect(fitted([name, amount, owner], 400, 'name')).toEqual(
      new Map([
        ['name', 175],
        ['amount', 100],
        ['owner', 125],
      ]),
    )
  })

  test('Below the least widths nothing is cut any more: the table scrolls', () => {
    expect(sum(fitted([name, amount, owner], 100, 'name'))).toBe(360)
  })

  test('What is left is shared by what may be cut, and the first takes the rest', () => {
    const widths = fitted([name, amount, owner], 1_000, 'name')
    expect(widths.get('amount')).toBe(100)
    expect(widths.get('owner')).toBe(210)
    expect(sum(widths)).toBe(1_000)
  })

  test('A room that is filled exactly changes nothing', () => {
    expect(fitted([name, amount, owner], 440, 'name')).toEqual(
      new Map([name, amount, owner].map(({ id, width }) => [id, width])),
    )
  })
})

describe('standingAside', () => {
  const columns = [name, { ...amount, spare: 1 }, { ...owner, spare: 2 }]

  test('Nothing stands aside where the least widths fit, or where the room is not known', () => {
    expect(standingAside(columns, 360)).toEqual([])
    expect(standingAside(columns, undefined)).toEqual([])
  })

  test('The highest number goes first, and only as many as needed', () => {
    expect(standingAside(columns, 300)).toEqual(['owner'])
    expect(standingAside(columns, 160)).toEqual(['owner', 'amount'])
  })

  test('What is not spare stays, however narrow it is', () => {
    expect(standingAside(columns, 10)).toEqual(['owner', 'amount'])
  })
})

test('A heading asks for its longest word, however many lines it takes', () => {
  expect(longestWord('Выиграно')).toBeGreaterThan(64)
  expect(longestWord('Срок переносят')).toBe(longestWord('переносят'))
  expect(longestWord('')).toBeLessThan(64)
})
