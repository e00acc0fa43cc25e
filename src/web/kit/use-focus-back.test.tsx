import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { SidePanel } from './side-panel.tsx'

afterEach(cleanup)

function PageWithPanel() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Поставить цель
      </button>
      {isOpen && (
        <SidePanel opened onClose={() => setOpen(false)} title="Новая цель">
          <input aria-label="Название" />
        </SidePanel>
      )}
    </>
  )
}

it('a panel that is taken away gives the focus back to what opened it', async () => {
  await renderKit(<PageWithPanel />)
  const opener = screen.getByRole('button', { name: 'Поставить цель' })
  opener.focus()
  await act(async () => fireEvent.click(opener))
  const field = await screen.findByLabelText('Название')
  field.focus()
  await act(async () => fireEvent.keyDown(field, { key: 'Escape' }))
  await waitFor(() => expect(screen.queryByLabelText('Название')).toBeNull())
  await waitFor(() => expect(document.activeElement).toBe(opener))
})
