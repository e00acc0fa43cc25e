import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { holdSame, steady } from './steady.tsx'

let drawn = 0
const Part = steady(function Heavy(props: { options: readonly { value: string }[]; onPick: (value: string) => void }) {
  drawn += 1
  return props.options.map(({ value }) => (
    <button key={value} onClick={() => props.onPick(value)}>
      {value}
    </button>
  ))
})

function Form() {
  const [name, setName] = useState('')
  const [picked, setPicked] = useState('')
  const [names, setNames] = useState(['A', 'B'])
  return (
    <>
      <input aria-label="name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <button onClick={() => setNames([...names, 'C'])}>more</button>
      <Part options={names.map((value) => ({ value }))} onPick={(value) => setPicked(`${name}${value}`)} />
      <output>{picked}</output>
    </>
  )
}

describe('steady', () => {
  it('draws a part again only when what it shows has changed, and its functions do what is true now', () => {
    drawn = 0
    render(<Form />)
    expect(drawn).toBe(1)
    fireEvent.change(screen.getByLabelText('name'), { target: { value: 'Насос' } })
    expect(drawn).toBe(1)
    fireEvent.click(screen.getByText('B'))
    expect(screen.getByRole('status').textContent).toBe('НасосB')
    expect(drawn).toBe(1)
    fireEvent.click(screen.getByText('more'))
    expect(drawn).toBe(2)
    screen.getByText('C')
  })

  it('takes lists and plain records for the same by what they hold, and what is drawn by identity', () => {
    expect(holdSame({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toBe(true)
    expect(holdSame({ a: undefined }, { b: undefined })).toBe(false)
    expect(holdSame([1, 2], [1])).toBe(false)
    expect(holdSame(Number.NaN, Number.NaN)).toBe(true)
    expect(holdSame(new Map(), new Map())).toBe(false)
    expect(holdSame(<b />, <b />)).toBe(false)
  })
})
