/** The id of the company's own field, when the name of a card's field is one of those: `custom.<id>`. */
export function ownFieldId(name: string): string | undefined {
  return name.startsWith('custom.') ? name.slice('custom.'.length) : undefined
}
