import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { ApiError } from '#web/api-error.ts'
import { ChoiceEditor, TextEditor } from '#web/kit/inline-editors.tsx'
import { renderKit } from '#web/testing.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { InlineField } from './inline-field.tsx'
import { useFieldEdit } from './use-field-edit.ts'

interface Card {
  version: number
  name: string
  region: string
}
type Changes = Partial<Omit<Card, 'version'>>
type Send = (changes: Changes, version: number) => Promise<Card>

const first: Card = { version: 1, name: 'Насос', region: 'Алтай' }
const changedTo = (current: Card) =>
  new ApiError('CARD_CHANGED', 409, { data: { current, by: { name: 'Анна' }, at: '2026-11-21T09:00:00Z' } })

let cards = 0

/** Each drawing is of a card of its own: versions are remembered by card. */
function Fields({ send }: { send: Send }) {
  const [card, show] = useState(first)
  const [record] = useState(() => `card:${(cards += 1)}`)
  const edit = useFieldEdit<Card, Changes, keyof Changes>({
    card,
    name: card.name,
    waits: { record, page: '/cards/1' },
    wrong: (_field, { name }) => (name === '' ? 'Дайте название' : undefined),
    send,
    changedCode: 'CARD_CHANGED',
    isSame: (field, one, other) => one[field] === other[field],
    show,
  })
  return (
    <>
      {(['name', 'region'] as const).map((field) => (
        <InlineField
          key={field}
          name={field}
          label={field}
          edit={edit}
          may
          editor={(editor) => (
            <TextEditor editor={editor} label={field} value={card[field]} changes={(text) => ({ [field]: text })} />
          )}
        >
          {card[field]}
        </InlineField>
      ))}
      <ConflictDialog
        title="Карточку изменили"
        edit={edit}
        label={(field) => field}
        shown={(field, { [field]: value }) => value}
        wanted={({ field, mine }) => mine[field]}
      />
    </>
  )
}

/** A field whose changes tell only the id of what was chosen. */
function Chosen({ send }: { send: Send }) {
  const edit = useFieldEdit<Card, Changes, 'region'>({
    card: first,
    name: first.name,
    waits: { record: 'card:1', page: '/cards/1' },
    wrong: () => undefined,
    send,
    changedCode: 'CARD_CHANGED',
    isSame: (field, one, other) => one[field] === other[field],
    show: () => {},
  })
  return (
    <>
      <InlineField
        name="region"
        label="region"
        edit={edit}
        may
        editor={(editor) => (
          <ChoiceEditor
            editor={editor}
            label="region"
            value={null}
            options={[{ value: 'r-17', label: 'Тува' }]}
            changes={(region) => ({ region: region ?? '' })}
          />
        )}
      >
        {first.region}
      </InlineField>
      <ConflictDialog
        title="Карточку изменили"
        edit={edit}
        label={(field) => field}
        shown={(field, { [field]: value }) => value}
        wanted={({ field, mine }) => mine[field]}
      />
    </>
  )
}

const open = (field: string) => fireEvent.click(screen.getByRole('button', { name: `Изменить: ${field}` }))
const type = async (field: string, text: string) => {
  open(field)
  fireEvent.change(screen.getByRole('textbox', { name: field }), { target: { value: text } })
  await act(async () => fireEvent.keyDown(screen.getByRole('textbox', { name: field }), { key: 'Enter' }))
}

afterEach(cleanup)

test('two own changes one after the other are no conflict: the second is sent with the version of the first', async () => {
  const send = vi.fn<Send>(async (changes, version) => ({ ...first, ...changes, version: version + 1 }))
  await renderKit(<Fields send={send} />)
  await type('name', 'Насос К-80')
  await type('region', 'Тува')
  expect(send.mock.calls.map(([changes, version]) => [changes, version])).toEqual([
    [{ name: 'Насос К-80' }, 1],
    [{ region: 'Тува' }, 2],
  ])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('two own changes faster than the network are no conflict either', async () => {
  const send = vi.fn<Send>(async (changes, version) => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    return { ...first, ...changes, version: version + 1 }
  })
  await renderKit(<Fields send={send} />)
  await type('name', 'Насос К-80')
  await type('region', 'Тува')
  await waitFor(() => expect(send.mock.calls.map(([, version]) => version)).toEqual([1, 2]))
})

test('what is typed in a field is saved when the page is left, and not after Escape', async () => {
  const send = vi.fn<Send>(async (changes, version) => ({ ...first, ...changes, version: version + 1 }))
  await renderKit(<Fields send={send} />)
  open('name')
  fireEvent.change(screen.getByRole('textbox', { name: 'name' }), { target: { value: 'Отменено' } })
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'name' }), { key: 'Escape' })
  open('region')
  fireEvent.change(screen.getByRole('textbox', { name: 'region' }), { target: { value: 'Тува' } })
  cleanup()
  await waitFor(() => expect(send.mock.calls.map(([changes]) => changes)).toEqual([{ region: 'Тува' }]))
})

test("somebody else's change of another field stays, ours goes beside it without a question", async () => {
  const current = { ...first, version: 5, region: 'Тува' }
  const send = vi.fn<Send>(async (changes, version) => {
    if (version < current.version) throw changedTo(current)
    return { ...current, ...changes, version: version + 1 }
  })
  await renderKit(<Fields send={send} />)
  await type('name', 'Насос К-80')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByText('Насос К-80')).toBeTruthy()
  expect(screen.getByText('Тува')).toBeTruthy()
})

test('of the same field it is a conflict: was, is and ours are shown, and nothing is written until the person has chosen', async () => {
  const current = { ...first, version: 5, name: 'Чужое' }
  const send = vi.fn<Send>(async (changes, version) => {
    if (version < current.version) throw changedTo(current)
    return { ...current, ...changes, version: version + 1 }
  })
  await renderKit(<Fields send={send} />)
  await type('name', 'Моё')
  const cells = (await screen.findAllByRole('cell')).map(({ textContent }) => textContent)
  expect(cells).toEqual(['Насос', 'Чужое', 'Моё'])
  expect(send).toHaveBeenCalledTimes(1)
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Записать моё' })))
  expect(send).toHaveBeenLastCalledWith({ name: 'Моё' }, 5, expect.anything())
})

test('who has saved or left a field by its keys stands at the field again', async () => {
  const send = vi.fn<Send>(async (changes, version) => ({ ...first, ...changes, version: version + 1 }))
  await renderKit(<Fields send={send} />)
  await type('name', 'Насос К-80')
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Изменить: name' }))
  open('region')
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'region' }), { key: 'Escape' })
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Изменить: region' }))
})

test('what is chosen by its name is called by it in a conflict, not by its id', async () => {
  const current = { ...first, version: 5, region: 'r-9' }
  const send = vi.fn<Send>(async () => {
    throw changedTo(current)
  })
  await renderKit(<Chosen send={send} />)
  open('region')
  fireEvent.click(await screen.findByRole('option', { name: 'Тува', hidden: true }))
  const cells = (await screen.findAllByRole('cell')).map(({ textContent }) => textContent)
  expect(cells.at(-1)).toBe('Тува')
})

test('what is wrong stands below the field, its editor stays open, and Escape leaves the value as it was', async () => {
  const send = vi.fn<Send>()
  await renderKit(<Fields send={send} />)
  await type('name', '')
  expect(screen.getByRole('alert').textContent).toContain('Дайте название')
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'name' }), { key: 'Escape' })
  expect(screen.queryByRole('alert')).toBeNull()
  expect(screen.getByRole('button', { name: 'Изменить: name' }).textContent).toBe('Насос')
  expect(send).not.toHaveBeenCalled()
})

test('what the server refuses stays typed beside the refusal, is corrected there, and Escape returns to what is saved', async () => {
  const send = vi.fn<Send>(async (changes, version) => {
    if (changes.name !== 'Насос К-80')
      throw new ApiError('BAD_REQUEST', 400, { sentence: 'Такое название уже есть', data: {} })
    return { ...first, ...changes, version: version + 1 }
  })
  await renderKit(<Fields send={send} />)
  await type('name', 'Насос К-8')
  const typed = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'name' })
  expect(typed().value).toBe('Насос К-8')
  expect(document.activeElement).toBe(typed())
  expect(screen.getByRole('alert').textContent).toContain('Такое название уже есть')
  fireEvent.change(typed(), { target: { value: 'Насос К-80' } })
  await act(async () => fireEvent.keyDown(typed(), { key: 'Enter' }))
  expect(screen.queryByRole('alert')).toBeNull()
  expect(screen.getByRole('button', { name: 'Изменить: name' }).textContent).toBe('Насос К-80')
  await type('name', 'Насос К-9')
  fireEvent.keyDown(typed(), { key: 'Escape' })
  expect(screen.queryByRole('alert')).toBeNull()
  expect(screen.getByRole('button', { name: 'Изменить: name' }).textContent).toBe('Насос К-80')
  cleanup()
  expect(send).toHaveBeenCalledTimes(3)
})

test('a refusal takes the focus from nobody who is at another field by then', async () => {
  const send = vi.fn<Send>(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    throw new ApiError('BAD_REQUEST', 400, {})
  })
  await renderKit(<Fields send={send} />)
  await type('name', 'Насос К-8')
  open('region')
  const region = screen.getByRole('textbox', { name: 'region' })
  await screen.findByRole('alert')
  expect(document.activeElement).toBe(region)
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'name' }).value).toBe('Насос К-8')
})
