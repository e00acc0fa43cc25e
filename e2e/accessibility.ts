import type { Page } from 'playwright-core'

/**
 * What keeps people with a screen reader or tired eyes from using the open page: inputs without a label, buttons and links without a
 * name, pictures without a text, pale texts (WCAG 2.2 AA: 4.5, large ones 3).
 */
export async function obstacles(page: Page): Promise<string[]> {
  return [...new Set(await page.evaluate(staticObstacles))]
}

/** Presses Tab several times; whatever gets the focus must look different from what it looked like. Gives what does not. */
export async function hiddenFocus(page: Page): Promise<string[]> {
  const found: string[] = []
  for (let n = 0; n < 12; n += 1) {
    await page.keyboard.press('Tab')
    const unseen = await page.evaluate(() => {
      const focused = document.activeElement
      if (!(focused instanceof HTMLElement) || focused === document.body) return undefined
      const shown = ['outline', 'boxShadow', 'borderColor', 'backgroundColor', 'textDecoration', 'transform'] as const
      const around = [focused, focused.parentElement, focused.parentElement?.parentElement].filter((one) => !!one)
      const looks = (): string => around.flatMap((one) => shown.map((name) => getComputedStyle(one)[name])).join()
      const withFocus = looks()
      focused.blur()
      const without = looks()
      focused.focus()
      return withFocus === without ? `focus is not seen: ${focused.outerHTML.slice(0, 120)}` : undefined
    })
    if (unseen) found.push(unseen)
  }
  return found
}

/** Runs in the page. */
function staticObstacles(): string[] {
  const found: string[] = []
  const isSeen = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect()
    const isThere = element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    return isThere && width > 1 && height > 1 && !element.closest('[aria-hidden="true"], [inert]')
  }
  const nameOf = (element: Element): string => {
    const labelled = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean)
    const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
    const parts = [
      element.getAttribute('aria-label') ?? element.getAttribute('title'),
      ...labelled.map((id) => document.getElementById(id)?.textContent),
      ...(isField ? [...(element.labels ?? [])].map((label) => label.textContent) : [element.textContent]),
      element.querySelector('img[alt]')?.getAttribute('alt'),
    ]
    return parts.join(' ').trim()
  }
  for (const element of document.querySelectorAll(
    'input:not([type=hidden]), textarea, select, button, a[href], [role=button], [role=checkbox], [role=menuitem]',
  )) {
    if (isSeen(element) && !nameOf(element)) found.push(`no name: ${element.outerHTML.slice(0, 160)}`)
  }
  for (const image of document.querySelectorAll('img:not([alt])')) found.push(`no text: ${image.outerHTML}`)

  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const parsed = new Map<string, number[]>()
  // Any notation of CSS as red, green, blue (0…255) and alpha (0…1).
  const colourOf = (css: string): number[] => {
    const known = parsed.get(css)
    if (known || !pen) return known ?? [0, 0, 0, 1]
    pen.clearRect(0, 0, 1, 1)
    pen.fillStyle = css
    pen.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data
    parsed.set(css, [red, green, blue, alpha / 255])
    return [red, green, blue, alpha / 255]
  }
  const over = ([r = 0, g = 0, b = 0, a = 1]: number[], below: number[]): number[] =>
    [r, g, b].map((part, n) => part * a + (below[n] ?? 0) * (1 - a))
  const backgroundOf = (element: Element | null): number[] => {
    if (!element) return [255, 255, 255]
    const own = colourOf(getComputedStyle(element).backgroundColor)
    return own[3] === 1 ? own.slice(0, 3) : over(own, backgroundOf(element.parentElement))
  }
  const luminance = (colour: number[]): number => {
    const [r = 0, g = 0, b = 0] = colour.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    )
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement
    if (!element || !text.textContent?.trim() || !isSeen(element)) continue
    if (element.closest('script, style, :disabled, [aria-disabled="true"], [data-disabled]')) continue
    const style = getComputedStyle(element)
    const background = backgroundOf(element)
    const pair = [over(colourOf(style.color), background), background].map(luminance).toSorted((one, two) => two - one)
    const contrast = ((pair[0] ?? 0) + 0.05) / ((pair[1] ?? 0) + 0.05)
    const size = Number.parseFloat(style.fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    if (contrast < (isLarge ? 3 : 4.5) - 0.01)
      found.push(`contrast ${contrast.toFixed(2)}: «${text.textContent.trim().slice(0, 40)}» ${style.color}`)
  }
  return found
}
