import { describe, expect, it, test } from 'vitest'
import { inOtherLayout, readQuery } from './read-query.ts'

describe('what was typed', () => {
  test.each(['8 (916) 123-45-67', '+7 916 123 45 67', '79161234567', '9161234567'])(
    '%s is the phone 9161234567',
    (text) => {
      expect(readQuery(text).phoneKey).toBe('9161234567')
    },
  )

  it('takes ten digits for a phone and for an ИНН, for they may be either', () => {
    expect(readQuery('7707083893')).toMatchObject({ phoneKey: '7707083893', inn: '7707083893' })
    expect(readQuery('77-07-083893').inn).toBeNull()
  })

  it('leaves out words that are too short and says each once', () => {
    expect(readQuery('ООО «Север» и К, север').pieces).toEqual(['ооо', 'север'])
  })

  it('knows addresses, identifiers and numbers', () => {
    expect(readQuery(' Ivan@Example.RU ').email).toBe('ivan@example.ru')
    expect(readQuery('0192F5B0-7A11-7C3D-9B1E-3F1C2D4E5A6B').id).toBe('0192f5b0-7a11-7c3d-9b1e-3f1c2d4e5a6b')
    expect(readQuery('СЧ-2026/17').number).toBe('СЧ-2026/17')
    expect(readQuery('север')).toMatchObject({ number: null, phoneKey: null, inn: null, email: null, id: null })
  })
})

describe('the other layout', () => {
  it('turns what was typed with the wrong alphabet', () => {
    expect(inOtherLayout('cnfyjr')).toBe('станок')
    expect(inOtherLayout('ЫФЗ')).toBe('sap')
  })

  it('leaves texts of both alphabets and of none alone', () => {
    expect(inOtherLayout('SAP внедрение')).toBeNull()
    expect(inOtherLayout('12345')).toBeNull()
  })
})
