import type { PaperFile } from '#core/documents/document.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor, Services } from '#core/http/routes.ts'
import type { Language } from '#core/i18n/language.ts'
import type { DueDelivery } from '../data/deliveries.ts'
import type { Notifications } from './notifications.ts'

/**
 * Makes the paper that goes with a notice, with the rights that its receiver has at this moment: what he may not open is not sent to him.
 * @throws Error when it cannot be made now; Refusal when he may not have it
 */
export type NoticeFile = (
  services: Pick<Services, 'gate' | 'clock'>,
  reader: { actor: Actor; language: Language },
  subjectId: string,
) => Promise<PaperFile>

/** What letters and messages need to bring papers along: by kind of notice the maker, and who a person is now. */
export interface NoticeFiles {
  makers: Readonly<Record<string, NoticeFile>>
  actorOf(personId: string): Promise<Actor | null>
}

/** A paper that could not be made is waited for this often; then the notice goes without it, with the link to its page. */
const TRIES_WITH_FILE = 4

/** The file that belongs to a delivery, if any. A browser's push takes none. */
export async function fileOf(post: Notifications, one: DueDelivery): Promise<PaperFile | undefined> {
  const make = post.files?.makers[one.kind]
  if (!make || !post.files || !one.personId || !one.subjectId || one.channel === 'push') return undefined
  const actor = await post.files.actorOf(one.personId)
  if (!actor) return undefined
  try {
    return await make(post, { actor, language: one.language }, one.subjectId)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    if (one.tries < TRIES_WITH_FILE) throw error
    post.log.warn({ err: error, kind: one.kind }, 'a notice goes without its paper')
    return undefined
  }
}
