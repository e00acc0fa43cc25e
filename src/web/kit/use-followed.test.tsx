import { TextInput } from '@mantine/core'
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { useEffect, useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { ApiError } from '#web/api-error.ts'
import { renderKit } from '#web/testing.tsx'
import { Form } from './form.tsx'
import { useForm } from './use-form.ts'

interface Company {
  version: number
  name: string
  city: string
}
const schema = z.object({ name: z.string().min(1), city: z.string().min(1) })
const first: Company = { version: 1, name: 'Насосы', city: 'Барнаул' }

/** A server with one record, and a form over it that hears at once of what others save. */
function world() {
  let record = first
  let hear: (company: Company) => void = () => undefined
  const put = (some: Partial<Company>) => {
    record = { ...record, ...some, version: record.version + 1 }
    hear(record)
  }
  const save = vi.fn(async (values: z.output<typeof schema>, version: number) => {
    if (version !== record.version) throw new ApiError('COMPANY_CHANGED', 409, {})
    put(values)
  })
  function Card() {
    const [company, setCompany] = useState(first)
    useEffect(() => {
      hear = setCompany
    }, [])
    const { version, ...initial } = company
    const form = useForm({ schema, initial, version, submit: save })
    return (
      <Form form={form} submitLabel="Сохранить">
        <TextInput label="Название" {...form.text('name')} />
        <TextInput label="Город" {...form.text('city')} />
      </Form>
    )
  }
  return { Card, save, others: (some: Partial<Company>) => act(async () => put(some)), saved: () => record }
}

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } })
const press = (name: string) => act(async () => fireEvent.click(screen.getByRole('button', { name })))

afterEach(cleanup)

test('what is typed stays when somebody else saves another field; the untouched one follows; both are saved', async () => {
  const { Card, others, saved } = world()
  await renderKit(<Card />)
  const typed = field('Название')
  type('Название', 'Насосы Алтая')
  await others({ city: 'Бийск' })
  expect(field('Название')).toBe(typed)
  expect(typed.value).toBe('Насосы Алтая')
  expect(field('Город').value).toBe('Бийск')
  await press('Сохранить')
  expect(saved()).toEqual({ version: 3, name: 'Насосы Алтая', city: 'Бийск' })
})

test('the same field changed by somebody else is refused, and nothing is overwritten until the person has chosen', async () => {
  const { Card, others, save, saved } = world()
  await renderKit(<Card />)
  type('Название', 'Моё')
  await others({ name: 'Чужое' })
  expect(field('Название').value).toBe('Моё')
  await press('Сохранить')
  expect(save).toHaveBeenLastCalledWith({ name: 'Моё', city: 'Барнаул' }, 1)
  expect(saved().name).toBe('Чужое')
  expect(field('Название').value).toBe('Моё')
  await press('Записать моё')
  expect(saved()).toEqual({ version: 3, name: 'Моё', city: 'Барнаул' })
  expect(screen.queryByRole('button', { name: 'Записать моё' })).toBeNull()
})

test('who keeps the current value sees it, and his other fields stay typed', async () => {
  const { Card, others, saved } = world()
  await renderKit(<Card />)
  type('Название', 'Моё')
  type('Город', 'Омск')
  await others({ name: 'Чужое' })
  await press('Оставить нынешнее')
  expect(field('Название').value).toBe('Чужое')
  expect(field('Город').value).toBe('Омск')
  await press('Сохранить')
  expect(saved()).toEqual({ version: 3, name: 'Чужое', city: 'Омск' })
})

test('one’s own save heard before its answer is nobody else’s change, and what was typed meanwhile stays', async () => {
  const { Card, save, saved } = world()
  const plain = save.getMockImplementation()
  save.mockImplementationOnce(async (values, version) => {
    await plain?.({ ...values, name: values.name.trim() }, version)
    await new Promise((resolve) => setTimeout(resolve, 20))
  })
  await renderKit(<Card />)
  type('Название', 'Насосы Алтая ')
  fireEvent.click(screen.getByRole('button', { name: 'Сохранить' }))
  type('Город', 'Омск')
  await act(async () => new Promise((resolve) => setTimeout(resolve, 60)))
  expect(screen.queryByRole('button', { name: 'Записать моё' })).toBeNull()
  expect([field('Название').value, field('Город').value]).toEqual(['Насосы Алтая', 'Омск'])
  await press('Сохранить')
  expect(saved()).toEqual({ version: 3, name: 'Насосы Алтая', city: 'Омск' })
})
