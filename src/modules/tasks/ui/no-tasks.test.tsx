import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { NoTasks } from './no-tasks.tsx'

afterEach(cleanup)

const show = (mayCreate: boolean) =>
  renderKit(<NoTasks search={{ view: 'today' }} mayCreate={mayCreate} onNew={() => {}} onReset={() => {}} />)

test('an empty list offers a new task to those who may give one, and to nobody else', async () => {
  await show(true)
  expect(screen.getByRole('button', { name: 'Новая задача' })).toBeTruthy()
  cleanup()
  await show(false)
  expect(screen.getByText('На сегодня задач нет')).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
  expect(screen.queryByText(/Нажмите/)).toBeNull()
})
