import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import type { CaseDetail } from '../contract.ts'
import { ActionsSection } from './actions-section.tsx'
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

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('who ends an action and closes the case before the answer is there is not in his own way', async () => {
  // A text area that grows asks it, and jsdom has none.
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
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
