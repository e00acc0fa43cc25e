import { addDays, type TimeZone } from '#core/calendar/day.ts'
import { dayOf, instantAt } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { listNotices } from '../data/notices.ts'
import { type DigestReader, digestReaders, digestWritten } from '../data/settings.ts'
import { queueLetter } from './letters.ts'
import type { Notifications } from './notifications.ts'
import { texts } from './texts.ts'

/** More than this nobody reads in a letter; the rest is counted. */
const MOST_LINES = 20

/** Writes the letters with everything unread to those whose hour has come. @returns how many were written */
export async function writeDigests(post: Notifications): Promise<number> {
  if (!post.config.smtp) return 0
  const now = post.clock.now()
  const readers = await post.gate.asServer((tx) => digestReaders(tx, now))
  let written = 0
  for (const reader of readers.filter((one) => isDue(one, now))) {
    if (await post.gate.asServer((tx) => writeDigest(post, tx, reader, now))) written += 1
  }
  return written
}

/** The last of his hours that has passed lies after the last letter. */
function isDue({ morningAt, eveningAt, zone, digestAt }: DigestReader, now: Date): boolean {
  const today = dayOf(now, zone as TimeZone)
  const hours = [morningAt, eveningAt].filter((minute) => minute !== null)
  const moments = [addDays(today, -1), today].flatMap((day) =>
    hours.map((minute) => instantAt(day, minute, zone as TimeZone)),
  )
  const last = moments.toSorted((one, two) => one.getTime() - two.getTime()).findLast((moment) => moment <= now)
  return last !== undefined && (digestAt === null || digestAt < last)
}

async function writeDigest(post: Notifications, tx: Tx, reader: DigestReader, now: Date): Promise<boolean> {
  await digestWritten(tx, reader, now)
  const unread = await listNotices(tx, reader, { unread: true, limit: MOST_LINES + 1 })
  if (unread.length === 0) return false
  const { publicUrl } = post.config
  const words = texts[reader.language].letters.digest
  const lines = unread.slice(0, MOST_LINES).map(({ kind, data, path }) => {
    const { title, body } = post.words.words(reader.language, kind, data)
    return `• ${[title, body].filter(Boolean).join('. ')}\n  ${publicUrl}${path}`
  })
  const more = unread.length > MOST_LINES
  return queueLetter(
    tx,
    post.config,
    {
      workspaceId: reader.workspaceId,
      personId: reader.personId,
      kind: 'DIGEST',
      to: reader.email,
      subject: words.subject,
      text: words.text({
        name: reader.fullName,
        lines: lines.join('\n'),
        more: more ? `${publicUrl}/notices` : null,
        settings: `${publicUrl}/notices/settings`,
      }),
    },
    now,
  )
}
