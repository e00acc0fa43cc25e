import type { MouseEvent } from 'react'

/** Shows a text whole on hover where its cell has cut it; what has a title of its own keeps it. */
export function showCutText(event: MouseEvent<HTMLElement>): void {
  const at = event.target as HTMLElement
  const cell = at.closest<HTMLElement>('td, th')
  if (!cell) return
  const own = at.closest<HTMLElement>('[title]')
  if (own && cell.contains(own) && own.dataset['cut'] === undefined) return
  let isCut = false
  for (let one: HTMLElement | null = at; one; one = one === cell ? null : one.parentElement) {
    if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0) isCut = true
  }
  if (isCut) {
    cell.title = at.innerText
    cell.dataset['cut'] = ''
  } else if (cell.dataset['cut'] !== undefined) {
    cell.removeAttribute('title')
    delete cell.dataset['cut']
  }
}
