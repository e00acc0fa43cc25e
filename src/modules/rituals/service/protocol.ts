import type { Day } from '#core/calendar/day.ts'
import type { DocumentPart, PaperDocument, PaperFile } from '#core/documents/document.ts'
import { printPdf } from '#core/documents/print-pdf.ts'
import type { InTransaction } from '#core/db/gate.ts'
import { type By, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { type Formats, formats } from '#core/i18n/format.ts'
import type { Language } from '#core/i18n/language.ts'
import { type Currency, isCurrency } from '#core/money/currency.ts'
import type { NoticeFile } from '#modules/notifications/api.ts'
import type { FilledBlock, Ritual } from '../contract.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { readRitual } from './ritual.ts'

const texts = { ru, en }

interface Asking extends By {
  language: Language
}

/**
 * The protocol of a held meeting as a PDF, for whoever sees the meeting.
 * @throws Refusal NOT_FOUND, RITUAL_NOT_HELD
 */
export async function protocolFile(as: InTransaction, by: Asking, key: string): Promise<PaperFile> {
  const ritual = await as((tx) => readRitual(tx, by, key, by.language))
  if (ritual.state !== 'held') throw new Refusal('RITUAL_NOT_HELD')
  const words = texts[by.language].protocol
  const day = formats(by.language).dayFull(ritual.day as Day)
  // The paper is set after the transaction: nothing is held meanwhile.
  return printPdf(protocolOf(ritual, by), words.fileName(nameOf(ritual, by.language), day))
}

/** The same for a letter or a message to one of those who took part. */
export const protocolNotice: NoticeFile = ({ gate, clock }, { actor, language }, ritualId) =>
  protocolFile((work) => gate.as(actor, work, { readOnly: true }), { actor, now: clock.now(), language }, ritualId)

const nameOf = ({ name, person }: Ritual, language: Language) =>
  person ? texts[language].protocol.of(name, person.name) : name

/** What the protocol says: who met, what was decided, then block by block the notes and the figures as they were at the end. */
export function protocolOf(ritual: Ritual, { actor, language, now }: Asking): PaperDocument {
  const words = texts[language].protocol
  const format = formats(language)
  const zone = zoneOf({ actor })
  const time = (moment: string | null) => (moment === null ? format.noData : format.time(moment, zone))
  const names = (people: Ritual['participants']) => people.map(({ name }) => name).join(', ') || words.nobody
  const [gone, here] = [true, false].map((isGone) =>
    ritual.participants.filter(({ absent, away }) => (absent || away) === isGone),
  ) as [Ritual['participants'], Ritual['participants']]
  return {
    title: words.title(nameOf(ritual, language)),
    about: [
      `${format.weekdayLong(ritual.day as Day)}, ${format.dayFull(ritual.day as Day)}, ${words.time(time(ritual.startedAt), time(ritual.endedAt), format.number(ritual.minutes))}`,
      words.leader(ritual.leader.name),
      `${words.here}: ${names(here)}`,
      ...(gone.length > 0 ? [`${words.absent}: ${names(gone)}`] : []),
    ],
    parts: [
      { kind: 'heading', text: words.decisions },
      decisionsPart(ritual, language, format),
      ...ritual.blocks.flatMap((block) => blockParts(block, ritual.notes[block.kind], actor, language)),
    ],
    foot: words.foot(actor.workspace.name, format.dateTime(now, zone)),
    language,
    madeAt: now,
  }
}

function decisionsPart({ decisions }: Ritual, language: Language, format: Formats): DocumentPart {
  const { protocol: words, taskStates } = texts[language]
  if (decisions.length === 0) return { kind: 'text', text: words.noDecisions, isQuiet: true }
  return {
    kind: 'table',
    columns: [
      { title: '№' },
      { title: words.decision, width: 'rest' },
      { title: words.owner },
      { title: words.due },
      { title: words.state },
    ],
    rows: decisions.map(({ text, owner, dueOn, taskState }, index) => [
      `${index + 1}`,
      text,
      owner?.name ?? '',
      dueOn ? format.dayFull(dueOn as Day) : '',
      taskState ? taskStates[taskState] : '',
    ]),
  }
}

/** A block with nothing in it and nothing said of it is left out. */
function blockParts(block: FilledBlock, note: string | undefined, actor: Actor, language: Language): DocumentPart[] {
  const { blocks, values, protocol } = texts[language]
  const named = (code: string) => (values as Record<string, string>)[code] ?? code
  const write = valueText(actor, language)
  const said = note?.trim()
  if (block.rows.length === 0 && block.figures.length === 0 && !said) return []
  const columns = block.rows.find((row) => row.values.length > 0)?.values.map(({ code }) => code) ?? []
  const isTold = block.rows.some(({ detail }) => detail !== null)
  return [
    { kind: 'heading', text: blocks[block.kind] },
    ...(block.figures.length > 0
      ? [
          {
            kind: 'figures' as const,
            figures: block.figures.map((one) => ({ label: named(one.code), value: write(one) })),
          },
        ]
      : []),
    ...(block.rows.length > 0
      ? [
          {
            kind: 'table' as const,
            columns: [
              { title: '', width: 'rest' as const },
              ...(isTold ? [{ title: '', width: 'rest' as const }] : []),
              ...columns.map((code) => ({ title: named(code), align: 'end' as const })),
            ],
            rows: block.rows.map((row) => [
              row.title,
              ...(isTold ? [row.detail ?? ''] : []),
              ...columns.map((_, index) => (row.values[index] ? write(row.values[index]) : '')),
            ]),
          },
        ]
      : []),
    ...(said ? [{ kind: 'text' as const, text: `${protocol.note}: ${said}` }] : []),
  ]
}

function valueText({ workspace }: Actor, language: Language) {
  const format = formats(language)
  const currency: Currency = isCurrency(workspace.currency) ? workspace.currency : 'RUB'
  return ({ value, unit }: FilledBlock['figures'][number]): string => {
    if (unit === 'money') return format.money(value, currency)
    if (unit === 'share') return format.share(value, { digits: 0 })
    return format.number(value, { digits: value === null || Number.isInteger(value) ? 0 : 1 })
  }
}
