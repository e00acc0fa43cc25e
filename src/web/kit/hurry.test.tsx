import { useQuery, useQueryClient } from '@tanstack/react-query'
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { useDraft } from './use-draft.ts'
import { useFieldText } from './use-field-text.ts'
import { inOrderOf, stepped, useQuickChange } from './use-quick-change.ts'

afterEach(() => {
  cleanup()
  localStorage.clear()
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('two presses faster than the network move a line by two, and the server is told both in order', async () => {
  let kept = ['а', 'б', 'в'].map((id) => ({ id }))
  const told: string[] = []
  function Order() {
    const client = useQueryClient()
    const { data = [] } = useQuery({ queryKey: ['order'], queryFn: async () => kept })
    const order = useQuickChange<{ id: string }[], string[]>(['order'], {
      shown: inOrderOf,
      send: async (ids) => {
        await pause(50)
        told.push(ids.join(''))
        kept = inOrderOf(kept, ids)
      },
      settle: () => void client.invalidateQueries({ queryKey: ['order'] }),
    })
    const at = data.findIndex(({ id }) => id === 'а')
    return <button onClick={() => order(stepped(data, at, 1))}>{data.map(({ id }) => id).join('')}</button>
  }
  await renderKit(<Order />)
  const press = () => act(async () => fireEvent.click(screen.getByRole('button')))
  await screen.findByText('абв')
  await press()
  await screen.findByText('бав')
  expect(told).toEqual([])
  await press()
  await screen.findByText('бва')
  await waitFor(() => expect(told).toEqual(['бав', 'бва']))
  await waitFor(() => expect(screen.getByRole('button').textContent).toBe('бва'))
})

function Note({ saved, save }: { saved: string; save: (text: string) => void }) {
  const { text, write, leave } = useFieldText(saved, save)
  return <input aria-label="Заметка" value={text} onChange={(event) => write(event.target.value)} onBlur={leave} />
}
const note = () => screen.getByLabelText<HTMLInputElement>('Заметка')
const type = (text: string) => fireEvent.change(note(), { target: { value: text } })

function Card({ save }: { save: (text: string) => void }) {
  const [saved, setSaved] = useState<string | null>('было')
  return (
    <>
      {saved !== null && <Note saved={saved} save={save} />}
      <button onClick={() => setSaved('чужое')}>Новость</button>
      <button onClick={() => setSaved(null)}>Закрыть</button>
    </>
  )
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

test('news of what is saved comes into a field that nobody types in, and leaves alone what is being typed', async () => {
  const save = vi.fn()
  await renderKit(<Card save={save} />)
  press('Новость')
  expect(note().value).toBe('чужое')
  cleanup()
  await renderKit(<Card save={save} />)
  type('моё')
  press('Новость')
  expect(note().value).toBe('моё')
  fireEvent.blur(note())
  expect(save).toHaveBeenCalledExactlyOnceWith('моё')
})

test('what is typed is saved when its field is taken away, and once', async () => {
  const save = vi.fn()
  await renderKit(<Card save={save} />)
  type('последние слова')
  press('Закрыть')
  expect(save).toHaveBeenCalledExactlyOnceWith('последние слова')
})

test('a draft that was sent takes nothing of what was typed after it', async () => {
  function Line() {
    const [draft, write, forget] = useDraft('line', { text: '' })
    const [sent, setSent] = useState(draft)
    return (
      <>
        <input aria-label="Строка" value={draft.text} onChange={(event) => write({ text: event.target.value })} />
        <button onClick={() => setSent(draft)}>Отправить</button>
        <button onClick={() => forget(sent)}>Ответ</button>
      </>
    )
  }
  await renderKit(<Line />)
  const line = () => screen.getByLabelText<HTMLInputElement>('Строка')
  fireEvent.change(line(), { target: { value: 'первое' } })
  press('Отправить')
  fireEvent.change(line(), { target: { value: 'второе' } })
  press('Ответ')
  expect(line().value).toBe('второе')
  press('Отправить')
  press('Ответ')
  expect(line().value).toBe('')
})
