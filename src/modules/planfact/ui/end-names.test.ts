import { expect, it } from 'vitest'
import { spreadNames } from './end-names.ts'

it('leaves names alone that have room', () => expect(spreadNames([100, 50, 10], 200)).toEqual([0, 0, 0]))

it('moves the lower of two close names down, and what that one would cover as well', () =>
  expect(spreadNames([97, 100, 95, null], 100)).toEqual([12, 0, 25, 0]))

it('has nothing to move where there is no end', () => expect(spreadNames([null, undefined, 0], 100)).toEqual([0, 0, 0]))
