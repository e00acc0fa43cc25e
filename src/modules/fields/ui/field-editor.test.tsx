import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import type { Field, FieldKind, FieldValue } from '../contract.ts'
import { FieldEditor } from './field-editor.tsx'
import { FieldText } from './field-text.tsx'

afterEach(cleanup)

const option = (id: string, name: string, archived = false) => ({ id, name, archived })
const options = [option('a', 'Нефтегаз'), option('b', 'Пищевая'), option('c', 'Лес', true)]
const field = (kind: FieldKind): Pick<Field, 'name' | 'kind' | 'options'> => ({ name: 'Поле', kind, options })

async function edit(kind: FieldKind, value?: FieldValue) {
  const [onSave, onCancel] = [vi.fn(), vi.fn()]
  await renderKit(<FieldEditor field={field(kind)} value={value} onSave={onSave} onCancel={onCancel} />)
  const input = screen.getByLabelText<HTMLInputElement>('Поле', { selector: 'input, textarea' })
  return { onSave, onCancel, input }
}
const type = (input: HTMLInputElement, text: string) => fireEvent.change(input, { target: { value: text } })

describe('an editor of a field', () => {
  it('saves a number by Enter, with a comma as people type it', async () => {
    const { input, onSave } = await edit('number')
    type(input, '12,5')
    fireEvent.keyDown(input, { key: 'Enter' })
    expect(onSave).toHaveBeenCalledWith(12.5)
  })

  it.each([
    ['12.5', 12.5],
    ['1 234,5', 1234.5],
    ['-0,000001', -0.000001],
  ])('reads a pasted %s as the number it is', async (text, number) => {
    const { input, onSave } = await edit('number')
    type(input, text)
    fireEvent.keyDown(input, { key: 'Enter' })
    expect(onSave).toHaveBeenCalledWith(number)
  })

  it('says that a text is no number and saves nothing', async () => {
    const { input, onSave } = await edit('number')
    type(input, 'около трёх')
    fireEvent.keyDown(input, { key: 'Enter' })
    expect(onSave).not.toHaveBeenCalled()
    expect(screen.getByText('«около трёх» — не число')).toBeTruthy()
  })

  it('keeps money in kopecks', async () => {
    const { input, onSave } = await edit('money', 100_00)
    expect(input.value).toBe('100')
    type(input, '2500,5')
    fireEvent.keyDown(input, { key: 'Enter' })
    expect(onSave).toHaveBeenCalledWith(250_050)
  })

  it('says what is wrong with a link and saves nothing', async () => {
    const { input, onSave } = await edit('link')
    type(input, 'javascript:alert(1)')
    fireEvent.keyDown(input, { key: 'Enter' })
    expect(onSave).not.toHaveBeenCalled()
    expect(screen.getByText('Ссылка вида https://example.ru')).toBeTruthy()
  })

  it('saves a choice by choosing and does not offer what is archived', async () => {
    const { input, onSave } = await edit('choice', 'a')
    // The list opens by itself.
    expect(input.value).toBe('Нефтегаз')
    expect(screen.queryByRole('option', { name: 'Лес' })).toBeNull()
    await act(async () => fireEvent.click(screen.getByRole('option', { name: 'Пищевая' })))
    expect(onSave).toHaveBeenCalledWith('b')
  })

  it('leaves all as it was when nothing has changed', async () => {
    const { input, onSave, onCancel } = await edit('date', '2026-11-21')
    fireEvent.keyDown(input, { key: 'Enter' })
    expect(onSave).not.toHaveBeenCalled()
    expect(onCancel).toHaveBeenCalled()
  })
})

describe('a value', () => {
  const shown = async (kind: FieldKind, value: FieldValue) => {
    await renderKit(
      <p role="note">
        <FieldText field={field(kind)} value={value} short />
      </p>,
    )
    return (screen.getByRole('note').textContent ?? '').replaceAll(/\s/g, ' ')
  }

  it.each<[FieldKind, FieldValue, string]>([
    ['number', 1234.5, '1 234,5'],
    ['money', 150_050, '1 500,50 ₽'],
    ['date', '2026-11-21', '21.11.2026'],
    ['choices', ['a', 'c'], 'Нефтегаз, Лес'],
    ['link', 'https://www.example.ru/tender/', 'example.ru/tender'],
    ['choice', 'gone', ''],
  ])('of %s %s reads %s', async (kind, value, text) => {
    expect(await shown(kind, value)).toBe(text)
  })

  it('of a link opens elsewhere without telling where one came from', async () => {
    await renderKit(<FieldText field={field('link')} value="https://example.ru/" />)
    const link = screen.getByRole('link')
    expect(link.getAttribute('rel')).toBe('noopener noreferrer')
    expect(link.getAttribute('target')).toBe('_blank')
  })
})
