/** How a number of eleven digits is dialled within Russia: by 8 or by +7. */
const RUSSIAN = /^(?:\+?7|8)(\d{3})(\d{3})(\d{2})(\d{2})$/

/** A phone number as people read it: a Russian one as «+7 916 555-44-33», any other as it was typed. */
export function shownPhone(number: string): string {
  const [, code, ...parts] = RUSSIAN.exec(number.replace(/[\s().-]/g, '')) ?? []
  return code === undefined ? number : `+7 ${code} ${parts.join('-')}`
}

/** Where a press on the number leads. */
export function callTarget(number: string): string {
  return `tel:${number.replace(/[^\d+]/g, '')}`
}
