import type { Tx } from '#core/db/gate.ts'
import { type Actor, routes } from '#core/http/routes.ts'
import { authContract } from './contract.ts'
import { type ApiKey, listKeys } from './data/api-keys.ts'
import { addApiKey, revokeApiKey } from './service/api-keys.ts'
import type { Auth } from './service/auth.ts'
import {
  acceptInvitation,
  forgotPassword,
  invite,
  makePasswordLink,
  readLink,
  resetPassword,
  withdrawInvitation,
} from './service/links.ts'
import { endPersonSessions, stopPersonTotp } from './service/others-access.ts'
import { changePassword, editMe, endMySession, mySessions, signOutEverywhere, whoAmI } from './service/own-account.ts'
import { keepSession, signOut } from './service/sessions.ts'
import { setupState, setUpCompany, setUpDemo } from './service/setup.ts'
import { signIn } from './service/sign-in.ts'
import { confirmTotp, newBackupCodes, startTotp, stopTotp } from './service/totp.ts'

const done = { done: true as const }

/** Unlike other modules' routes a function: signing in needs the library, the cookie's secret and the mail. */
export const authRoutes = (auth: Auth) =>
  routes(authContract, {
    setup: async ({ config, actor }) => ({
      ...(await setupState(auth, actor)),
      sendsMail: config.smtp !== undefined,
      hasDemo: auth.openDemo !== undefined,
    }),
    setUpCompany: async ({ input, actor, ...visit }) => {
      await setUpCompany(auth, visit, actor, input)
      return done
    },
    setUpDemo: ({ input, ...visit }) => setUpDemo(auth, visit, input.language),

    signIn: async ({ input, ...visit }) => ({ next: await signIn(auth, visit, input) }),
    signOut: async (call) => {
      await signOut(auth, call)
      return done
    },
    signOutEverywhere: async ({ input, actor, request }) => {
      await signOutEverywhere(auth, actor, input.keepThis ? auth.tokenOf(request) : undefined)
      return done
    },

    me: async (call) => {
      await keepSession(auth, call)
      return whoAmI(auth, call.actor)
    },
    editMe: ({ input, actor }) => editMe(auth, actor, input),
    changePassword: async ({ input, actor, request }) => {
      await changePassword(auth, actor, { ...input, keep: auth.tokenOf(request) })
      return done
    },
    sessions: ({ actor, request }) => mySessions(auth, actor, auth.tokenOf(request)),
    endSession: async ({ input, actor }) => {
      await endMySession(auth, actor, input.id)
      return done
    },

    startTotp: ({ input, ...asked }) => startTotp(auth, asked, input.password),
    confirmTotp: async ({ input, ...asked }) => {
      await confirmTotp(auth, asked, input.code)
      return done
    },
    stopTotp: async ({ input, ...asked }) => {
      await stopTotp(auth, asked, input.password)
      return done
    },
    newBackupCodes: async ({ input, ...asked }) => ({ backupCodes: await newBackupCodes(auth, asked, input.password) }),

    invite: ({ input, actor, as }) => as((tx) => invite(auth, tx, actor, input.id)),
    withdrawInvitation: async ({ input, actor, as }) => {
      await as((tx) => withdrawInvitation(tx, actor, input.id))
      return done
    },
    makePasswordLink: ({ input, actor, as }) => as((tx) => makePasswordLink(auth, tx, actor, input.id)),
    endPersonSessions: async ({ input, actor, as }) => {
      await endPersonSessions(auth, as, actor, input.id)
      return done
    },
    stopPersonTotp: async ({ input, actor, as }) => {
      await stopPersonTotp(auth, as, actor, input.id)
      return done
    },

    link: async ({ input, ...visit }) => {
      const { kind, fullName, email, companyName } = await readLink(auth, visit, input.token)
      return { kind, fullName, email, companyName }
    },
    acceptInvitation: async ({ input, ...visit }) => {
      await acceptInvitation(auth, visit, input)
      return done
    },
    resetPassword: async ({ input, ...visit }) => {
      await resetPassword(auth, visit, input)
      return done
    },
    forgotPassword: async ({ input, ...visit }) => {
      forgotPassword(auth, visit, input.email)
      return done
    },

    apiKeys: async ({ as }) => (await as(listKeys)).map(onWire),
    addApiKey: async ({ input, actor }) => {
      const key = await ownKeys(auth, actor, (tx) => addApiKey(tx, actor, input))
      return { ...onWire(key), key: key.key }
    },
    revokeApiKey: async ({ input, actor, clock }) => {
      await ownKeys(auth, actor, (tx) => revokeApiKey(tx, actor, input.id, clock.now()))
      auth.cache.forgetCompany(actor.workspaceId)
      return done
    },
  })

/** An auditor changes nothing of the company, but keys of his own (which only read) are his. */
function ownKeys<Result>({ gate }: Auth, actor: Actor, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return gate.as({ ...actor, readOnly: false }, work)
}

function onWire(key: ApiKey) {
  return { ...key, createdAt: key.createdAt.toISOString(), lastUsedAt: key.lastUsedAt?.toISOString() ?? null }
}
