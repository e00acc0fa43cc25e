/** Signs that the typography of both languages shares. */

/** No-break space: between thousands, before ₽ and %. */
export const NBSP = '\u00A0'
/** Minus sign, as wide as a plus; a hyphen is not a minus. */
export const MINUS = '\u2212'
export const EN_DASH = '\u2013'
