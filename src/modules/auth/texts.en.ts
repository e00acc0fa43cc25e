import { plural } from '#core/i18n/language.ts'
import type { AuthTexts } from './texts.ru.ts'

const minutes = (n: number) => `${n} ${plural('en', n, { one: 'minute', other: 'minutes' })}`

export const en = {
  errors: {
    SETUP_DONE: 'There is already a company on this server. Sign in or ask for an invitation.',
    WRONG_SIGN_IN: 'The e-mail or the password is wrong.',
    WRONG_PASSWORD: 'The password is wrong.',
    WRONG_CODE: 'The code is wrong. Check that the clock of your phone is right.',
    SIGN_IN_LOCKED: (data: { minutes: number }) =>
      `Too many failed attempts. Sign-in with this address opens in ${minutes(data.minutes)}; a password link helps sooner.`,
    ACCESS_CLOSED: 'Your access is closed. If that is a mistake, ask the administrator.',
    LINK_INVALID: 'This link has been used, withdrawn or has expired. Ask for a new one.',
    EMAIL_IN_USE:
      'There is already an account with this e-mail on the server. Ask for an invitation to another address.',
    ALREADY_HAS_ACCESS: 'This person already has access. If the password is forgotten, make a password link.',
    HAS_NO_ACCESS: 'This person has no access yet: send an invitation first.',
    PERSON_NEEDS_EMAIL: 'To invite this person, enter an e-mail in the card: it is the name to sign in with.',
    PERSON_LEFT: 'This person has left or is disabled. Bring the card back first.',
    TOTP_ALREADY_ON: 'The code at sign-in is already on.',
    TOTP_OFF: 'The code at sign-in is off.',
    TOO_MANY_KEYS: 'You already have twenty keys. Revoke those you do not need.',
  },
  letters: {
    invitation: {
      subject: (company: string) => `Invitation to ${company}`,
      text: (given: { name: string; company: string; url: string }) =>
        `Hello ${given.name},\n\nyou are invited to Mostik, the working system of the sales department of ${given.company}.\nOpen the link and set a password; it works for seven days:\n\n${given.url}\n`,
    },
    password: {
      subject: () => 'New password',
      text: (given: { name: string; company: string; url: string }) =>
        `Hello ${given.name},\n\nto set a new password for Mostik of ${given.company}, open the link. It works once and for one day:\n\n${given.url}\n\nIf you did not ask for it, do nothing: the password stays as it is.\n`,
    },
  },
} satisfies AuthTexts
