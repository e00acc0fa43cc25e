const CUT = 'cut'

/** Shows a text whole on hover where its box has cut it, anywhere on the page; what has a title of its own keeps it. */
export function showCutText({ target }: MouseEvent): void {
  // A hand that drags reads no cut texts, and measuring them would hold it up.
  if (document.documentElement.dataset['dragging'] !== undefined) return
  for (let one = target; one instanceof HTMLElement; one = one.parentElement) {
    if (one.title && one.dataset[CUT] === undefined) return
    if (isCut(one)) {
      one.title = one instanceof HTMLInputElement ? one.value : one.innerText
      one.dataset[CUT] = ''
      return
    }
    if (one.dataset[CUT] !== undefined) {
      one.removeAttribute('title')
      delete one.dataset[CUT]
    }
  }
}

/** Whether some of its text is beyond its edge: an ellipsis at the end of a line, or lines below the last one shown. */
function isCut(one: HTMLElement): boolean {
  const isWide = one.scrollWidth > one.clientWidth + 1
  if (!isWide && one.scrollHeight <= one.clientHeight + 1) return false
  const { textOverflow, webkitLineClamp } = getComputedStyle(one)
  return isWide ? textOverflow === 'ellipsis' : webkitLineClamp !== 'none' && webkitLineClamp !== ''
}
