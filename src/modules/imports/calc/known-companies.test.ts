import { expect, test } from 'vitest'
import { KnownCompanies } from './known-companies.ts'

const company = (
  id: string,
  keys: { inn?: string; kpp?: string; phoneKey?: string; email?: string; nameKey?: string } = {},
) => ({
  id,
  inn: null,
  kpp: null,
  phoneKey: null,
  email: null,
  nameKey: '',
  ...keys,
})

test('a company is meant by its ИНН before its phone, its e-mail and its name, the oldest of several', () => {
  const known = new KnownCompanies([
    company('of the phone', { phoneKey: '9165551111', nameKey: 'вега' }),
    company('of the name', { nameKey: 'вега' }),
    company('of the ИНН', { inn: '7701234567' }),
  ])
  const row = company('', { inn: '7701234567', phoneKey: '9165551111', nameKey: 'вега' })
  expect(known.find(row)?.id).toBe('of the ИНН')
  expect(known.find({ ...row, inn: null })?.id).toBe('of the phone')
  expect(known.find({ ...row, inn: null, phoneKey: null })?.id).toBe('of the phone')
  expect(known.find(company(''))).toBeUndefined()
})

test('a company with another ИНН is not the same, whatever else it shares', () => {
  const known = new KnownCompanies([company('branch', { inn: '7709999999', phoneKey: '1', nameKey: 'вега' })])
  const row = company('', { inn: '7701234567', phoneKey: '1', nameKey: 'вега' })
  expect(known.findSame(row)).toBeUndefined()
  expect(known.findSame({ ...row, inn: null })?.id).toBe('branch')
})

test('of the branches of one ИНН the one with the КПП of the row is meant, else the one of which none is known; another is not the same', () => {
  const inn = '7701234567'
  const known = new KnownCompanies([
    company('Tver', { inn, kpp: '690101001', phoneKey: '1', nameKey: 'вега' }),
    company('Moscow', { inn, kpp: '770101001' }),
  ])
  expect(known.findSame(company('', { inn, kpp: '770101001', phoneKey: '1' }))?.id).toBe('Moscow')
  expect(known.findSame(company('', { inn }))?.id).toBe('Tver')
  const third = company('', { inn, kpp: '780101001', phoneKey: '1', nameKey: 'вега' })
  expect(known.findSame(third)).toBeUndefined()
  expect(known.find(third)?.id).toBe('Tver')
  const open = new KnownCompanies([company('Moscow', { inn, kpp: '770101001' }), company('open', { inn })])
  expect(open.findSame(third)?.id).toBe('open')
})

test('the only client of an ИНН that stands in the file with another КПП has moved; of two, or by another name, nobody has', () => {
  const inn = '7701234567'
  const moved = company('moved', { inn, kpp: '770101001', nameKey: 'вега' })
  const row = company('', { inn, kpp: '780101001', nameKey: 'вега' })
  expect(new KnownCompanies([moved]).moved(row)?.id).toBe('moved')
  expect(new KnownCompanies([moved]).moved({ ...row, nameKey: 'вега филиал' })).toBeUndefined()
  expect(new KnownCompanies([moved]).moved({ ...row, kpp: '770101001' })).toBeUndefined()
  const branch = company('branch', { inn, kpp: '690101001', nameKey: 'вега' })
  expect(new KnownCompanies([moved, branch]).moved(row)).toBeUndefined()
})
