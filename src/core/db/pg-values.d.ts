declare module 'pg/lib/utils.js' {
  const utils: {
    /** As a parameter goes out: text, bytes or null. @throws Error for a value that refers to itself */
    prepareValue(value: unknown): string | Uint8Array | null
  }
  export default utils
}
