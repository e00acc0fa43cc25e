/** The whole API by module: what the server implements, the document describes and the browser's client speaks. */
export const contract = {}
