/** How files call what a plan is set for, and how high. Nothing said is the revenue, the target. */

const METRICS = {
  revenue: /^(|выручка.*|продажи|объем продаж|сумма|деньги|оборот|revenue|sales|money|amount|quota)$/,
  won: /^(сделки|выигранные сделки|выиграно.*|продажи,? шт\.?|количество продаж|won|deals|won deals)$/,
  created: /^(новые сделки|создан.*|created|new deals)$/,
  leads: /^(лиды|входящие|заявки|обращения|leads)$/,
  meetings: /^(встречи|встреча|meetings?)$/,
  calls: /^(звонки|звонок|calls?)$/,
} as const

const TIERS = {
  minimum: /^(минимум|мин\.?|minimum|min|floor)$/,
  target: /^(|цель|план|target|goal|quota)$/,
  challenge: /^(вызов|максимум|макс\.?|амбициозный|challenge|stretch)$/,
} as const

/** Null: a metric that takes no plan, or no word for one. */
export function metricOfWords(words: string): keyof typeof METRICS | null {
  return wordOf(METRICS, words)
}

export function tierOfWords(words: string): keyof typeof TIERS | null {
  return wordOf(TIERS, words)
}

function wordOf<Key extends string>(patterns: Record<Key, RegExp>, words: string): Key | null {
  const text = words.trim().toLowerCase().replaceAll('ё', 'е')
  return (Object.keys(patterns) as Key[]).find((key) => patterns[key].test(text)) ?? null
}
