import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { say, Toasts } from './toast.tsx'

afterEach(cleanup)

test('the same word said twice stands once, another one beside it', async () => {
  await renderKit(<Toasts />)
  act(() => {
    say('Решение записано')
    say('Решение записано')
    say('Сохранено')
  })
  expect(screen.getAllByText('Решение записано')).toHaveLength(1)
  expect(screen.getAllByText('Сохранено')).toHaveLength(1)
})
