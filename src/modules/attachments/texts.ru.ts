import { formats } from '#core/i18n/format.ts'

const format = formats('ru')
const megabytes = (bytes: number) =>
  `${format.number(Math.round((bytes / 1024 / 1024) * 10) / 10, { digits: bytes < 10 * 1024 * 1024 ? 1 : 0 })} МБ`

const found: Record<string, string> = {
  pdf: 'документ PDF', png: 'картинка PNG', jpeg: 'фотография JPEG', gif: 'картинка GIF', webp: 'картинка WebP', heic: 'фотография HEIC', tiff: 'картинка TIFF',
  docx: 'документ Word', xlsx: 'таблица Excel', pptx: 'презентация', odf: 'документ OpenOffice', oldOffice: 'документ старого Office', rtf: 'текст RTF',
  zip: 'архив ZIP', rar: 'архив RAR', sevenZip: 'архив 7-Zip', mp3: 'звук MP3', wav: 'звук WAV', ogg: 'звук OGG', m4a: 'звук M4A', amr: 'звук AMR',
  mp4: 'видео', webm: 'видео', dwg: 'чертёж', text: 'текст',
} // prettier-ignore

const refused: Record<string, string> = {
  program: 'внутри программа, а программы не принимаются',
  script: 'внутри сценарий, который исполняется при открытии',
  web: 'внутри веб-страница или SVG: они могут исполнять чужой код',
  unknown: 'такой вид файлов не принимается',
}

export const ru = {
  errors: {
    FILE_KIND_REFUSED: ({ name, kind }: { name: string; kind: string }): string =>
      `«${name}»: ${refused[kind] ?? refused['unknown']}. Подойдут PDF, картинки, документы Office, архивы, звук и видео.`,
    FILE_TYPE_DIFFERS: ({ name, named, found: kind }: { name: string; named: string; found: string }): string =>
      `«${name}» назван .${named}, но внутри ${found[kind] ?? 'другое'}. Сохраните файл в нужном виде или исправьте его имя.`,
    FILES_UNREACHABLE:
      'Хранилище файлов сейчас не отвечает. Повторите через несколько минут; если не поможет, скажите администратору.',
    FILE_IS_GONE: 'Файл удалён больше месяца назад, и вернуть его уже нельзя.',
  },
  title: 'Файлы',
  drop: 'Перетащите файлы сюда или',
  choose: 'выберите',
  photo: 'Сфотографировать',
  limit: 'До 100 МБ каждый',
  none: 'Файлов пока нет.',
  sending: (name: string): string => `Отправляется «${name}»`,
  failed: (name: string): string => `«${name}» не принят.`,
  dismiss: 'Понятно',
  megabytes,
  kilobytes: (bytes: number): string => `${format.number(Math.max(1, Math.round(bytes / 1024)))} КБ`,
  by: (name: string, when: string): string => `${name}, ${when}`,
  download: (name: string): string => `Скачать «${name}»`,
  open: (name: string): string => `Открыть «${name}»`,
  remove: (name: string): string => `Удалить «${name}»`,
  removed: (name: string): string => `«${name}» удалён`,
  removedBy: (name: string, when: string): string => `удалил(а) ${name}, ${when}`,
  restore: 'Вернуть',
}

export type AttachmentsTexts = typeof ru
