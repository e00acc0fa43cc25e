import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layoutGraph, NODE } from './graph-layout.ts'

const nodes = ['заявка', 'встреча', 'КП', 'выиграна'].map((id) => ({ id }))
const edge = (from: string, to: string, count = 1) => ({ from, to, count })
const chain = [edge('заявка', 'встреча', 9), edge('встреча', 'КП', 8), edge('КП', 'выиграна', 5)]

test('a chain stands on one line from left to right', () => {
  const { nodes: places } = layoutGraph(nodes, chain)
  const [first, ...rest] = nodes.map(({ id }) => places.get(id)!)
  for (const place of rest) expect(place.y).toBeCloseTo(first!.y, 5)
  expect(rest.map(({ x }) => x)).toEqual(rest.map(({ x }) => x).toSorted((a, b) => a - b))
})

test('a skip goes round the stages between, a way back runs below all of them', () => {
  const { edges, nodes: places } = layoutGraph(nodes, [...chain, edge('заявка', 'КП', 2), edge('КП', 'заявка', 1)])
  const skip = edges[3]!
  expect(skip.points).toHaveLength(3)
  expect(Math.abs(skip.points[1]!.y - places.get('встреча')!.y)).toBeGreaterThan(NODE.height / 2)
  const back = edges[4]!
  expect(back.kind).toBe('back')
  expect(back.points[1]!.y).toBeGreaterThan(Math.max(...[...places.values()].map(({ y }) => y + NODE.height / 2)))
})

test('where room is scarce the columns draw together, down to what an edge with its figure needs', () => {
  const gapIn = (room?: number) => {
    const { nodes: places } = layoutGraph(nodes, chain, room)
    const [first, second] = nodes.map(({ id }) => places.get(id)!)
    return second!.x - first!.x - NODE.width
  }
  const [free, wide, narrow, least] = [gapIn(), gapIn(2000), gapIn(650), gapIn(200)]
  expect(wide).toBe(free)
  expect(narrow).toBeLessThan(free)
  expect(layoutGraph(nodes, chain, 650).width).toBeLessThanOrEqual(650)
  expect(least).toBeGreaterThan(20)
  expect(least).toBeLessThan(narrow)
})

test('an edge of a node that is not there is left out, a node without edges has a place', () => {
  const { edges, nodes: places } = layoutGraph([{ id: 'a' }, { id: 'b' }], [edge('a', 'z')])
  expect(edges).toEqual([])
  expect(places.size).toBe(2)
})

test('no two nodes lie on each other, whatever leads where', () => {
  const anyEdges = fc.array(
    fc.record({ from: fc.integer({ min: 0, max: 11 }), to: fc.integer({ min: 0, max: 11 }), count: fc.nat(99) }),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(anyEdges, (raw) => {
      const many = Array.from({ length: 12 }, (_, index) => ({ id: String(index) }))
      const {
        nodes: places,
        width,
        height,
      } = layoutGraph(
        many,
        raw.map(({ from, to, count }) => edge(String(from), String(to), count)),
      )
      const all = [...places.values()]
      for (const [index, one] of all.entries()) {
        expect(one.x).toBeLessThan(width)
        expect(one.y).toBeLessThan(height)
        for (const other of all.slice(index + 1)) {
          expect(Math.abs(one.x - other.x) >= NODE.width || Math.abs(one.y - other.y) >= NODE.height).toBe(true)
        }
      }
    }),
    { numRuns: 60 },
  )
})
