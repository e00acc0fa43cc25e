import { headerKey } from './targets.ts'

export type Meaning = 'open' | 'won' | 'lost'

const LOST =
  /не\s?реализован|неудач|проигр|отказ|потерян|провал|отмен|некачествен|не\s?купил|сорвал|(^|\s)(слив|слит|слили)(\s|$)|нецелев|\blost\b|closed lost|reject|declin|cancel|disqualif|unqualif|junk|spam|dropped|no sale|\bdead\b/
const WON =
  /успешн|выигр|оплачен|оплата получен|продан|продажа состоялась|договор исполнен|сделка заключена|\bwon\b|closed won|payment done|\bpaid\b|purchased|converted|\bsold\b|invoice paid/
/** Names of stages that are still going on, in the order in which they usually follow. */
const OPEN: readonly RegExp[] = [
  /неразобран|новый|новая|новое|\bnew\b|incoming|входящ|заявка|\blead\b|\blid\b|prospect|\bmql\b|первичн|(^|\s)лид(\s|$)/,
  /контакт|дозвон|звонок|call|contact|appointment|need a consult|attempt|недозвон|delayed/,
  /квалифи|qualif|потребност|needs|анализ|обсуждени|discovery|sql\b|engag|wait|ожида|test sent|registered|free education/,
  /встреч|презентац|демо|demo|meeting|present|замер|выезд|консультац/,
  /(^|\s)кп(\s|$)|коммерческ|предложен|смет|расчет|proposal|quote|quotation|value prop|offer|price/,
  /решени|думает|decision|perception|review|согласован|переговор|negotiat|торг|договор|contract|тендер/,
  /счет|предоплат|оплат|invoice|payment|purchas|отгруз|поставк|производств|монтаж|delivery|verbal/,
]

export interface StageGuess {
  /** Null: the name says nothing, a person must. */
  meaning: Meaning | null
  /** Where among the stages of a pipeline; open ones 0…90, won 100, lost 110. */
  place: number
}

/** What a stage is called tells what it means, when it is one of the usual names in Russian or English. */
export function guessStage(name: string): StageGuess {
  const key = headerKey(name)
  if (LOST.test(key)) return { meaning: 'lost', place: 110 }
  // «Оплата получена» is won; «Ожидание оплаты» and «Предоплата получена» are not.
  if (WON.test(key) && !/ожида|ждем|wait|частичн|предоплат|partial|prepa/.test(key))
    return { meaning: 'won', place: 100 }
  const at = OPEN.findLastIndex((pattern) => pattern.test(key))
  return at === -1 ? { meaning: null, place: 50 } : { meaning: 'open', place: (at + 1) * 10 }
}
