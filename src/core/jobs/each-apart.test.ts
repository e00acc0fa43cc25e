import { expect, test } from 'vitest'
import { eachApart } from './each-apart.ts'

test('what fails for one company does not keep the others from theirs, and is told', async () => {
  const served: string[] = []
  const work = async (company: string) => {
    if (company === 'broken') throw new Error('no room for it')
    served.push(company)
  }
  await expect(eachApart(['first', 'broken', 'last'], work)).rejects.toThrow('no room for it')
  expect(served).toEqual(['first', 'last'])
})

test('several failures are told together', async () => {
  const work = async (company: string) => {
    throw new Error(company)
  }
  const error = await eachApart(['one', 'two'], work).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(AggregateError)
  expect((error as AggregateError).errors.map(String)).toEqual(['Error: one', 'Error: two'])
})

test('gives what each gave, in order', async () => {
  expect(await eachApart([3, 1, 2], async (n) => n * 2)).toEqual([6, 2, 4])
})
