import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { useLevelText } from './use-cases.ts'

afterEach(cleanup)

function Levels() {
  const level = useLevelText()
  return <p>{[level(0.865, 'share'), level(1.2, 'share'), level(0.914, 'ratio')].join(' | ')}</p>
}

it('writes a transition that more deals made than came as per cent too', async () => {
  await renderKit(<Levels />)
  expect((await screen.findByText(/\|/)).textContent.replaceAll(/\s/g, ' ')).toBe('86,5 % | 120,0 % | 0,91')
})
