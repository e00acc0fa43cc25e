import { afterEach, expect, it } from 'vitest'
import { showCutText } from './cut-text.ts'

afterEach(() => document.body.replaceChildren())

/** A box of a line: as wide as the page says, with as much text as it says. */
function box(width: number, text: string, style: string): HTMLElement {
  const made = document.createElement('span')
  made.style.cssText = style
  made.innerText = text
  Object.defineProperty(made, 'clientWidth', { value: width })
  Object.defineProperty(made, 'scrollWidth', { value: text.length * 10, configurable: true })
  document.body.append(made)
  made.addEventListener('mouseover', showCutText)
  return made
}
const point = (at: HTMLElement) => at.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))

it('a text that its box has cut is told whole, one that fits is not', () => {
  const cut = box(50, 'Поставка насосов', 'text-overflow: ellipsis')
  const whole = box(500, 'Поставка насосов', 'text-overflow: ellipsis')
  point(cut)
  point(whole)
  expect([cut.title, whole.title]).toEqual(['Поставка насосов', ''])
  // The window has grown.
  Object.defineProperty(cut, 'scrollWidth', { value: 50 })
  point(cut)
  expect(cut.title).toBe('')
})

it('a title of its own stays', () => {
  const named = box(50, 'Поставка насосов', 'text-overflow: ellipsis')
  named.title = 'Сделка'
  point(named)
  expect(named.title).toBe('Сделка')
})
