import type { Page } from 'playwright-core'

/**
 * Types as a person does: when the cursor blinks in a field and not before, because letters that come earlier are keys of the page.
 */
export async function typeWhereCursorIs(page: Page, text: string): Promise<void> {
  await page.locator('input:focus, textarea:focus, [contenteditable="true"]:focus').waitFor()
  await page.keyboard.type(text)
}
