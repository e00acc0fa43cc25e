import { expect, test } from 'vitest'
import { mainLoss } from './causes.ts'

const usual = { from: '2026-08-01', to: '2026-10-31' }
const part = (key: string, partMinor: number) => ({ key, partMinor })

test('what took most of a gap is named, unless there was nothing to compare with', () => {
  expect(mainLoss({ usual, parts: [part('stage', -50), part('rest', -80), part('check', 20)] })?.key).toBe('rest')
  expect(mainLoss({ usual, parts: [part('check', 20)] })).toBeNull()
  expect(mainLoss({ usual: null, parts: [part('rest', -80)] })).toBeNull()
  expect(mainLoss({ usual: null, parts: [part('plan', -90), part('rest', 10)] })?.key).toBe('plan')
})
