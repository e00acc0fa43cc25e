/** Signs that typography of both languages shares, and the words inside figures. */
import type { Language } from "./language.ts";

/** No-break space: between thousands, before ₽ and %. */
export const NBSP = "\u00A0";
/** Minus sign, as wide as a plus; a hyphen is not a minus. */
export const MINUS = "\u2212";
export const EN_DASH = "\u2013";

export const figureTexts = {
  ru: {
    noData: "н/д",
    points: "п.п.",
    share: `${NBSP}%`,
    scales: ["", "тыс.", "млн", "млрд", "трлн"],
    day: "дн",
    hour: "ч",
    minute: "мин",
    lessThanMinute: "<\u00A01\u00A0мин",
    year: (year: string) => `${year}${NBSP}год`,
    quarter: (roman: string, year: string) => `${roman}${NBSP}квартал ${year}`,
    week: (week: number, year: number) => `Неделя${NBSP}${week}, ${year}`,
    quarterShort: (roman: string, year: string) => `${roman}${NBSP}кв. ${year}`,
  },
  en: {
    noData: "n/a",
    points: "pp",
    share: "%",
    scales: ["", "k", "M", "B", "T"],
    day: "d",
    hour: "h",
    minute: "min",
    lessThanMinute: "<\u00A01\u00A0min",
    year: (year: string) => year,
    quarter: (_roman: string, year: string, number: number) => `Q${number} ${year}`,
    week: (week: number, year: number) => `Week${NBSP}${week}, ${year}`,
    quarterShort: (_roman: string, year: string, number: number) => `Q${number} ${year}`,
  },
} satisfies Record<Language, unknown>;

export function noData(language: Language): string {
  return figureTexts[language].noData;
}
