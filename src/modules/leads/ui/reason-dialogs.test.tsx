import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { ContactDialog } from './contact-dialog.tsx'

beforeAll(() => {
  // A text area that grows asks it, and jsdom has none.
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
})
afterEach(cleanup)

test('a dialog of a lead is sent once, however often it is pressed before the answer', async () => {
  const onDone = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 50)))
  await renderKit(<ContactDialog opened channel="call" onCancel={() => undefined} onDone={onDone} />)
  const button = screen.getByRole('button', { name: 'Записать' })
  const form = button.closest('form')
  if (!form) throw new Error('no form')
  await act(async () => {
    fireEvent.submit(form)
    fireEvent.submit(form)
  })
  expect(onDone).toHaveBeenCalledTimes(1)
})
