import { expect, test } from 'vitest'
import { onBoard } from './board-model.ts'
import { board, deal } from './some-board.ts'

const cards = ({ columns }: ReturnType<typeof board>) => columns.map(({ rows }) => rows.map(({ id }) => id).join(''))
const sums = ({ columns }: ReturnType<typeof board>) => columns.map(({ totals }) => totals?.count)

test('a moved card leaves its column, comes on top of the other, and counts follow', () => {
  const moved = onBoard(board([['a', 'b'], ['c']]), { ...deal('a', 1), stageEnteredAt: '2026-11-21T10:00:00Z' })
  expect(cards(moved)).toEqual(['b', 'ac'])
  expect(sums(moved)).toEqual([1, 2])
  expect(moved.columns.map(({ totals }) => totals?.sumMinor)).toEqual([100, 200])
})

test('a card that comes back stands in its place by time', () => {
  const start = board([['a', 'b'], ['c']])
  const there = onBoard(start, { ...deal('b', 1), stageEnteredAt: '2026-11-21T10:00:00Z' })
  expect(onBoard(there, deal('b', 0))).toEqual(start)
})

test('below what is loaded a card is counted and not shown', () => {
  const start = board([['a'], ['c']])
  const more = { columns: start.columns.map((column) => ({ ...column, nextCursor: 'more' })) }
  const moved = onBoard(more, { ...deal('a', 1), stageEnteredAt: '2020-01-01T00:00:00Z' })
  expect(cards(moved)).toEqual(['', 'c'])
  expect(sums(moved)).toEqual([0, 2])
})

test('a deal of another pipeline leaves the board', () => {
  expect(cards(onBoard(board([['a'], []]), deal('a', 7)))).toEqual(['', ''])
})
