import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { type Actor, routes } from '#core/http/routes.ts'
import { notificationsContract } from './contract.ts'
import { listDeliveries } from './data/deliveries.ts'
import { countUnread, listNotices, markRead } from './data/notices.ts'
import { demand, retryDelivery, setTelegram, showChannels } from './service/company-channels.ts'
import type { Notifications } from './service/notifications.ts'
import {
  changeMySettings,
  linkTelegram,
  mySettings,
  subscribe,
  tryChannel,
  unlinkTelegram,
  unsubscribe,
} from './service/own-settings.ts'
import { texts } from './service/texts.ts'

const done = { done: true as const }

/** Unlike other modules' routes a function: words of all modules, the mail and the bots are made with the application. */
export const notificationsRoutes = (post: Notifications) =>
  routes(notificationsContract, {
    list: async ({ input, actor, as, language }) => {
      const found = await as((tx) => listNotices(tx, actor, { ...input, after: input.cursor, limit: input.limit + 1 }))
      const rows = found
        .slice(0, input.limit)
        .map(({ subjectType, subjectId, data, readAt, createdAt, ...notice }) => ({
          ...notice,
          ...post.words.words(language, notice.kind, data),
          kindName: post.words.name(language, notice.kind),
          subject: subjectType !== null && subjectId !== null ? { type: subjectType, id: subjectId } : null,
          createdAt: createdAt.toISOString(),
          isRead: readAt !== null,
        }))
      return { rows, nextCursor: found.length > input.limit ? (rows.at(-1)?.id ?? null) : null }
    },
    unread: async ({ actor, as }) => ({ unread: await as((tx) => countUnread(tx, actor)) }),
    read: ({ input, actor, clock }) =>
      ownWrite(post, actor, async (tx) => {
        const marked = await markRead(tx, actor, input.ids, clock.now())
        const [id] = marked
        if (id !== undefined)
          announce(tx, {
            workspaceId: actor.workspaceId,
            topic: 'notice',
            id,
            ownerIds: [actor.personId],
            byPersonId: actor.personId,
          })
        return { unread: await countUnread(tx, actor) }
      }),

    settings: ({ actor, language, as }) => mySettings(post, as, { ...actor, language }),
    editSettings: async ({ input, actor, language }) => {
      await ownWrite(post, actor, (tx) => changeMySettings(post, tx, actor, input))
      return mySettings(post, (work) => ownWrite(post, actor, work), { ...actor, language })
    },
    subscribe: async ({ input, actor, request }) => {
      await subscribe(post, actor, input, request.headers['user-agent']?.slice(0, 300) ?? null)
      return done
    },
    unsubscribe: async ({ input, actor }) => {
      await unsubscribe(post, actor, input.endpoint)
      return done
    },
    linkTelegram: ({ actor }) => linkTelegram(post, (work) => ownWrite(post, actor, work), actor),
    unlinkTelegram: async ({ actor }) => {
      await ownWrite(post, actor, (tx) => unlinkTelegram(tx, actor))
      return done
    },
    tryChannel: async ({ input, actor }) => {
      await tryChannel(post, actor, input.channel)
      return done
    },

    channels: ({ actor }) => showChannels(post, actor),
    setTelegram: ({ input, actor }) => setTelegram(post, actor, input.token),
    deliveries: async ({ input, actor, as, language }) => {
      demand(actor, 'readLog')
      const found = await as((tx) => listDeliveries(tx, actor.workspaceId, { ...input, limit: input.limit + 1 }))
      const rows = found.slice(0, input.limit).map(({ personId, personName, ...one }) => ({
        ...one,
        kindName: texts[language].otherKinds[one.kind] ?? post.words.name(language, one.kind),
        person: personId === null ? null : { id: personId, name: personName ?? '' },
        nextTryAt: one.state === 'queued' ? one.nextTryAt.toISOString() : null,
        createdAt: one.createdAt.toISOString(),
        doneAt: one.doneAt?.toISOString() ?? null,
      }))
      return { rows, nextCursor: found.length > input.limit ? (rows.at(-1)?.id ?? null) : null }
    },
    retryDelivery: async ({ input, actor }) => {
      await retryDelivery(post, actor, input.id)
      return done
    },
  })

/** An auditor changes nothing of the company, but what reaches him is his own. */
function ownWrite<Result>({ gate }: Notifications, actor: Actor, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return gate.as({ ...actor, readOnly: false }, work)
}
