import { expect, test } from 'vitest'
import { boardKey } from './board-keys.ts'
import { board, deal } from './some-board.ts'

const columns = board([['a', 'b'], [], ['c', 'd', 'e']]).columns
const pressed = (key: string, currentId: string, more: object = {}) =>
  boardKey(
    { key, code: '', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more },
    columns,
    currentId,
  )

test('arrows go through the cards and step over empty columns', () => {
  expect(pressed('ArrowDown', 'a')).toEqual({ kind: 'go', deal: deal('b', 0) })
  expect(pressed('ArrowUp', 'a')).toBeUndefined()
  expect(pressed('ArrowRight', 'b')).toEqual({ kind: 'go', deal: deal('d', 2) })
  expect(pressed('ArrowLeft', 'e')).toEqual({ kind: 'go', deal: deal('b', 0) })
  expect(pressed('End', 'c')).toEqual({ kind: 'go', deal: deal('e', 2) })
})

test('with Shift they move the card to the neighbouring stage, an empty one too', () => {
  expect(pressed('ArrowRight', 'a', { shiftKey: true })).toMatchObject({ kind: 'move', stage: { id: 'stage1' } })
  expect(pressed('ArrowLeft', 'a', { shiftKey: true })).toBeUndefined()
})

test('letters work in the Russian layout, and not together with Ctrl', () => {
  expect(pressed('ь', 'a', { code: 'KeyM' })).toMatchObject({ kind: 'menu' })
  expect(pressed('о', 'a', { code: 'KeyJ' })).toMatchObject({ kind: 'go' })
  expect(pressed('m', 'a', { ctrlKey: true })).toBeUndefined()
  expect(pressed('Enter', 'gone')).toBeUndefined()
})
