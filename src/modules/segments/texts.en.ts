import type { SegmentsTexts } from './texts.ru.ts'

export const en = {
  errors: {
    SEGMENT_DAYS_REVERSED: 'The first day must be before the second: swap them.',
    SEGMENT_RULES_CHANGED:
      'Somebody else has just changed the settings. Nothing was overwritten: see what they are now and choose what to keep.',
    SEGMENT_SCORES: 'RFM scores are three digits from 1 to 5, such as 555.',
    LOST_BEFORE_SILENT: 'A client goes silent before he is lost: the second threshold cannot be below the first.',
  },
  notices: {
    CLIENT_SILENT: ({ client, days, usual }) => ({
      title: `${client || 'A client'} has not bought for ${days} days`,
      body: `Usually buys every ${usual} days. Call before he is gone.`,
    }),
    CLIENTS_SILENT: ({ count, client }) => ({
      title: `${count} clients have gone silent`,
      body: client ? `The largest is ${client}. Open the list and share out the calls.` : '',
    }),
  },
  noticeNames: { CLIENT_SILENT: 'A client has gone silent', CLIENTS_SILENT: 'Several clients have gone silent' },
} satisfies SegmentsTexts
