/**
 * The same text in memory of its own. V8 cuts cells out of the chunk of the file that they came in, so that one that is kept
 * would keep a quarter of a megabyte; short ones are copied anyway.
 */
export function keptText(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le')
}
