import { expect, test } from 'vitest'
import { KnownCompanies } from './known-companies.ts'

const company = (id: string, keys: { inn?: string; phoneKey?: string; email?: string; nameKey?: string } = {}) => ({
  id,
  inn: null,
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
