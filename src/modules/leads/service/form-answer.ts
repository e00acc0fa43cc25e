import type { FastifyReply } from 'fastify'
import type { Language } from '#core/i18n/language.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

/** The page that a browser without a script sees after sending, when the form names no page of its own. */
export function plainPage(reply: FastifyReply, language: Language, word: 'sent'): FastifyReply {
  const { title, text } = (language === 'ru' ? ru : en).formPage[word]
  return reply
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`,
    )
}
