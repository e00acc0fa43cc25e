const typing =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="combobox"], [role="textbox"]'
const overlay = '[role="dialog"], [role="menu"], [role="listbox"], [role="alertdialog"]'

/** True when a single letter belongs to what the person is typing or to an open overlay, not to the page. */
export function belongsElsewhere(event: KeyboardEvent | React.KeyboardEvent): boolean {
  const target = event.target
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  if (target instanceof Element && target.closest(typing)) return true
  // A closed list of choices may stay in the page unseen.
  return [...document.querySelectorAll(overlay)].some((one) => one.checkVisibility())
}

/**
 * The Latin letter of a key in any layout: «о» on a Russian keyboard is `j`. Arrow names and the like stay as they are.
 */
export function latinKey(event: KeyboardEvent | React.KeyboardEvent): string {
  if (event.key.length !== 1 || /[\x20-\x7e]/.test(event.key)) return event.key
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]
  if (letter) return event.shiftKey ? letter : letter.toLowerCase()
  if (event.code === 'Slash') return event.shiftKey ? '?' : '/'
  return event.key
}
