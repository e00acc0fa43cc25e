/** Gives the reader a file made in the browser. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own hold of the content by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
