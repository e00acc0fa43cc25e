import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import type { CaseDetail } from '../contract.ts'
import { ActionsSection } from './actions-section.tsx'
import { CauseSection } from './cause-section.tsx'
import { ClosingActions } from './closing.tsx'

const action = {
  id: '00000000-0000-7000-8000-000000000012',
  title: 'Позвонить молчащим',
  state: 'planned',
  doer: { id: '00000000-0000-7000-8000-000000000003', name: 'Белов Максим' },
  dueOn: '2026-11-25',
  reviewOn: '2026-12-20',
  expectedMinor: null,
  taskId: null,
  effect: null,
  verdict: null,
}
const first = {
  id: '00000000-0000-7000-8000-000000000011',
  version: 4,
  isDue: true,
  may: { act: true, close: true, reopen: false },
  actionList: [action],
} as unknown as CaseDetail

beforeAll(() => {
  // A text area that grows asks it, and jsdom has none.
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('who ends an action and closes the case before the answer is there is not in his own way', async () => {
  let present = first.version
  const asked: { path: string; version: number }[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { version } = (await request.json()) as { version: number }
    asked.push({ path: new URL(request.url).pathname.split('/').at(-1) ?? '', version })
    await new Promise((resolve) => setTimeout(resolve, 30))
    return Response.json({ ...first, version: (present += 1) })
  })
  await renderKit(
    <>
      <ActionsSection one={first} />
      <ClosingActions one={first} />
    </>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Начали: считать эффект с сегодня' }))
  fireEvent.click(screen.getByRole('button', { name: 'Подвести итог' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Закрыть с итогом' }))
  await waitFor(() => expect(asked.map(({ version }) => version)).toEqual([4, 5]))
})

test('a cause that somebody else wrote meanwhile is not overwritten by a note begun before it', async () => {
  const asked: number[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(((await request.json()) as { version: number }).version)
    return Response.json({ defined: true, code: 'CASE_CHANGED', status: 409, message: 'Изменили' }, { status: 409 })
  })
  const whole = { ...first, id: '00000000-0000-7000-8000-000000000021', cause: null, causeNote: null, causes: [] }
  const before = { ...whole, split: { parts: [] } } as unknown as CaseDetail
  function Live() {
    const [one, setOne] = useState(before)
    return (
      <>
        <CauseSection one={one} />
        <button onClick={() => setOne({ ...before, version: 5, causeNote: 'Ушёл поставщик' })}>Событие</button>
      </>
    )
  }
  await renderKit(<Live />)
  const note = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Что за этой цифрой на самом деле' })
  fireEvent.change(note(), { target: { value: 'Отпуск закупщика' } })
  fireEvent.click(screen.getByRole('button', { name: 'Событие' }))
  expect(note().value).toBe('Отпуск закупщика')
  fireEvent.click(screen.getByRole('button', { name: 'Сохранить причину' }))
  await waitFor(() => expect(asked).toEqual([4]))
  fireEvent.click(screen.getByRole('button', { name: 'Оставить нынешнее' }))
  expect(note().value).toBe('Ушёл поставщик')
})
