import { TextInput } from '@mantine/core'
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { ApiError } from '#web/api-error.ts'
import type { TimeZone } from '#core/calendar/day.ts'
import { CompanyProvider } from '#web/i18n/use-format.tsx'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { renderKit } from '#web/testing.tsx'
import { Form } from './form.tsx'
import { MoneyField } from './money-field.tsx'
import { Link } from './routing.tsx'
import { useForm } from './use-form.ts'

const schema = z.object({
  title: z.string().min(3),
  inn: z.string().length(10).optional(),
  closeOn: z.iso.date().nullable(),
})

function NewDeal({ submit, draftKey }: { submit: (values: unknown) => Promise<unknown>; draftKey?: string }) {
  const form = useForm({
    schema,
    initial: { title: '', inn: '', closeOn: '' },
    submit,
    fieldErrors: { inn: 'В ИНН компании 10 цифр' },
    ...(draftKey && { draftKey }),
  })
  return (
    <>
      <Form form={form} submitLabel="Создать">
        <TextInput label="Название" {...form.text('title')} />
        <TextInput label="ИНН" {...form.text('inn')} />
        <TextInput label="Закрытие" {...form.text('closeOn')} />
      </Form>
      <Link to="/elsewhere">Прочь</Link>
    </>
  )
}
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } })
const send = () => act(async () => fireEvent.click(screen.getByRole('button', { name: 'Создать' })))

beforeEach(() => localStorage.clear())
afterEach(cleanup)

describe('a form', () => {
  it('puts each mistake at its field, in the form’s own words where given, and sends nothing', async () => {
    const submit = vi.fn(async () => {})
    await renderKit(<NewDeal submit={submit} />)
    type('ИНН', '77')
    await send()
    expect(submit).not.toHaveBeenCalled()
    expect(screen.getByText('Заполните это поле')).toBeTruthy()
    expect(screen.getByText('В ИНН компании 10 цифр')).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain('Проверьте 2 поля')
    expect(field('Закрытие').getAttribute('aria-invalid')).not.toBe('true')
    type('Название', 'Насосы')
    expect(screen.queryByText('Заполните это поле')).toBeNull()
  })

  it('is sent once by two presses of Ctrl+Enter', async () => {
    const submit = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 20)))
    await renderKit(<NewDeal submit={submit} />)
    type('Название', 'Насосы')
    const press = () => fireEvent.keyDown(field('Название'), { key: 'Enter', ctrlKey: true })
    await act(async () => {
      press()
      press()
    })
    expect(submit).toHaveBeenCalledTimes(1)
  })

  it('takes all of what one choice sets', async () => {
    function Chosen() {
      const form = useForm({ schema, initial: { title: '', inn: '', closeOn: '' }, submit: async () => {} })
      const choose = () => {
        form.set('title', 'Насосы')
        form.set('inn', '7707083893')
      }
      return <button onClick={choose}>{`${form.values.title} ${form.values.inn}`}</button>
    }
    await renderKit(<Chosen />)
    fireEvent.click(screen.getByRole('button'))
    expect(screen.getByRole('button').textContent).toBe('Насосы 7707083893')
  })

  it('sends an empty optional field as absent and an empty nullable one as null', async () => {
    const submit = vi.fn(async () => {})
    await renderKit(<NewDeal submit={submit} />)
    type('Название', 'Насосы')
    await send()
    expect(submit).toHaveBeenCalledWith({ title: 'Насосы', closeOn: null }, 0)
  })

  it('keeps what was typed when the server refuses, and shows the server’s sentence with its code', async () => {
    const refusal = new ApiError('DEAL_CHANGED', 409, { sentence: 'Сделку изменил Орлов', requestId: 'req-7' })
    await renderKit(<NewDeal submit={() => Promise.reject(refusal)} />)
    type('Название', 'Насосы')
    await send()
    expect(screen.getByRole('alert').textContent).toContain('Сделку изменил Орлов')
    expect(screen.getByText(/DEAL_CHANGED req-7/)).toBeTruthy()
    expect(field('Название').value).toBe('Насосы')
  })

  it('puts the server’s findings at their fields', async () => {
    const refusal = new ApiError('BAD_REQUEST', 400, {
      data: { issues: [{ path: ['title'], message: 'Такая сделка уже есть' }] },
    })
    await renderKit(<NewDeal submit={() => Promise.reject(refusal)} />)
    type('Название', 'Насосы')
    await send()
    expect(screen.getByText('Такая сделка уже есть')).toBeTruthy()
    expect(field('Название').getAttribute('aria-invalid')).toBe('true')
  })

  it('asks before leaving with unsaved text and stays when told to', async () => {
    const { address } = await renderKit(<NewDeal submit={async () => {}} />, { path: '/new' })
    type('Название', 'Нас')
    fireEvent.click(screen.getByRole('link', { name: 'Прочь' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Остаться' }))
    expect(address()).toBe('/new')
    fireEvent.click(screen.getByRole('link', { name: 'Прочь' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Уйти' }))
    await waitFor(() => expect(address()).toBe('/elsewhere'))
  })

  it('keeps a draft in the browser until it is sent', async () => {
    await renderKit(<NewDeal submit={async () => {}} draftKey="deal.new" />)
    type('Название', 'Насосы')
    cleanup()
    await renderKit(<NewDeal submit={async () => {}} draftKey="deal.new" />)
    expect(field('Название').value).toBe('Насосы')
    await send()
    cleanup()
    await renderKit(<NewDeal submit={async () => {}} draftKey="deal.new" />)
    expect(field('Название').value).toBe('')
  })

  it('is filled in and sent where the browser keeps nothing', async () => {
    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const setItem = vi.fn(refuse)
    vi.stubGlobal('localStorage', { getItem: refuse, setItem, removeItem: refuse })
    const submit = vi.fn(async () => {})
    await renderKit(<NewDeal submit={submit} draftKey="deal.new" />)
    type('Название', 'Насосы')
    expect(field('Название').value).toBe('Насосы')
    await send()
    expect(submit).toHaveBeenCalledOnce()
    expect(setItem).toHaveBeenCalled()
    vi.unstubAllGlobals()
  })
})

describe('an amount', () => {
  function Amount({ told }: { told: (minor: number | null) => void }) {
    const [minor, setMinor] = useState<number | null>(150_000)
    const change = (next: number | null) => {
      told(next)
      setMinor(next)
    }
    return (
      <MoneyField label="Сумма" value={minor} onChange={change} error={Number.isNaN(minor) ? 'Ошибка' : undefined} />
    )
  }

  it('is typed in roubles as people write them and kept in kopecks', async () => {
    const told = vi.fn()
    await renderKit(<Amount told={told} />)
    expect(field('Сумма').value.replaceAll('\u00a0', ' ')).toBe('1 500')
    type('Сумма', '1,2 млн')
    expect(told).toHaveBeenLastCalledWith(120_000_000)
    fireEvent.blur(field('Сумма'))
    expect(field('Сумма').value.replaceAll('\u00a0', ' ')).toBe('1 200 000')
    type('Сумма', 'много')
    expect(told).toHaveBeenLastCalledWith(Number.NaN)
    expect(screen.getByText('«много» — не число')).toBeTruthy()
    expect(field('Сумма').value).toBe('много')
  })

  it('says that it is no number when the field is left, though nobody has refused it yet', async () => {
    await renderKit(<MoneyField label="Сумма" value={null} onChange={() => {}} />)
    type('Сумма', '1,5 миллиона')
    expect(screen.queryByText(/не число/)).toBeNull()
    fireEvent.blur(field('Сумма'))
    expect(screen.getByText('«1,5 миллиона» — не число')).toBeTruthy()
  })

  it('is of another currency when it is told so', async () => {
    const told = vi.fn()
    await renderKit(<MoneyField label="Сумма" value={1_500} onChange={told} currency="JPY" />)
    expect(field('Сумма').value.replaceAll('\u00a0', ' ')).toBe('1 500')
    type('Сумма', '12 000')
    expect(told).toHaveBeenLastCalledWith(12_000)
  })

  it('is yen in a company that counts in yen', async () => {
    const told = vi.fn()
    await renderKit(
      <CompanyProvider company={{ currency: 'JPY', timeZone: 'Asia/Tokyo' as TimeZone }}>
        <Amount told={told} />
      </CompanyProvider>,
    )
    expect(field('Сумма').value.replaceAll('\u00a0', ' ')).toBe('150 000')
    type('Сумма', '1,2 млн')
    expect(told).toHaveBeenLastCalledWith(1_200_000)
  })
})

it('a form and a command beside it go one after another: neither is in the way of the other', async () => {
  const asked: number[] = []
  const put = async (version: number) => {
    asked.push(version)
    await new Promise((resolve) => setTimeout(resolve, 20))
    return { version: version + 1 }
  }
  function Firm() {
    const form = useForm({
      schema: z.object({ title: z.string() }),
      initial: { title: 'Насосы' },
      version: 7,
      record: 'firm:1',
      submit: (_values, version) => put(version),
    })
    return (
      <>
        <Form form={form} submitLabel="Создать">
          <TextInput label="Название" {...form.text('title')} />
        </Form>
        <button onClick={() => void sendInTurn('firm:1', 7, put)}>В архив</button>
      </>
    )
  }
  await renderKit(<Firm />)
  type('Название', 'Станки')
  await send()
  fireEvent.click(screen.getByRole('button', { name: 'В архив' }))
  await waitFor(() => expect(asked).toEqual([7, 8]))
  type('Название', 'Станки и насосы')
  await send()
  await waitFor(() => expect(asked).toEqual([7, 8, 9]))
})
