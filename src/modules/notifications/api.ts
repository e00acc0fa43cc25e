/** What other modules may use of notices. */
export { joinNotices, type NoticeTexts, type NoticeWords } from './calc/words.ts'
export type { Notice } from './data/notices.ts'
export { type QueuedLetter, queueLetter } from './service/letters.ts'
export { notify } from './service/notify.ts'
export type { NoticeFile } from './service/notice-files.ts'
