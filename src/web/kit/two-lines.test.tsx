import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { TwoLines } from './cells.tsx'

it('puts the figure of a line at its end, apart from the words, and leaves no place for one that is missing', () => {
  render(
    <>
      <TwoLines first="Гаврилова Татьяна" end="2,43 млн ₽" second="Выиграно 12" />
      <TwoLines first="Фомин Олег" end={false} />
    </>,
  )
  const figure = screen.getByText('2,43 млн ₽')
  expect(figure.previousElementSibling?.textContent).toBe('Гаврилова Татьяна')
  expect(screen.getByText('Фомин Олег').nextElementSibling).toBeNull()
})
