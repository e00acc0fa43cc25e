import { formats } from '#core/i18n/format.ts'
import type { AttachmentsTexts } from './texts.ru.ts'

const format = formats('en')

const found: Record<string, string> = {
  pdf: 'a PDF document', png: 'a PNG picture', jpeg: 'a JPEG photo', gif: 'a GIF picture', webp: 'a WebP picture', heic: 'a HEIC photo', tiff: 'a TIFF picture',
  docx: 'a Word document', xlsx: 'an Excel sheet', pptx: 'a presentation', odf: 'an OpenOffice document', oldOffice: 'an old Office document', rtf: 'an RTF text',
  zip: 'a ZIP archive', rar: 'a RAR archive', sevenZip: 'a 7-Zip archive', mp3: 'MP3 sound', wav: 'WAV sound', ogg: 'OGG sound', m4a: 'M4A sound', amr: 'AMR sound',
  mp4: 'a video', webm: 'a video', dwg: 'a drawing', text: 'plain text',
} // prettier-ignore

const refused: Record<string, string> = {
  program: 'it is a program, and programs are not taken',
  script: 'it is a script that runs when opened',
  web: 'it is a web page or SVG, which may run foreign code',
  unknown: 'files of this kind are not taken',
}

export const en = {
  errors: {
    FILE_KIND_REFUSED: ({ name, kind }) =>
      `“${name}”: ${refused[kind] ?? refused['unknown']}. PDF, pictures, Office documents, archives, sound and video are taken.`,
    FILE_TYPE_DIFFERS: ({ name, named, found: kind }) =>
      `“${name}” is called .${named}, but it is ${found[kind] ?? 'something else'}. Save it as what it should be, or mend its name.`,
    FILES_UNREACHABLE:
      'The store of files does not answer now. Try again in some minutes; if it stays so, tell your administrator.',
    FILE_IS_GONE: 'The file was removed more than a month ago and cannot be brought back.',
  },
  title: 'Files',
  drop: 'Drop files here or',
  choose: 'choose them',
  photo: 'Take a photo',
  limit: 'Up to 100 MB each',
  none: 'No files yet.',
  sending: (name) => `Sending “${name}”`,
  failed: (name) => `“${name}” was not taken.`,
  dismiss: 'Got it',
  megabytes: (bytes) =>
    `${format.number(Math.round((bytes / 1024 / 1024) * 10) / 10, { digits: bytes < 10 * 1024 * 1024 ? 1 : 0 })} MB`,
  kilobytes: (bytes) => `${format.number(Math.max(1, Math.round(bytes / 1024)))} KB`,
  by: (name, when) => `${name}, ${when}`,
  download: (name) => `Download “${name}”`,
  open: (name) => `Open “${name}”`,
  remove: (name) => `Remove “${name}”`,
  removed: (name) => `“${name}” is removed`,
  removedBy: (name, when) => `removed by ${name}, ${when}`,
  restore: 'Bring back',
} satisfies AttachmentsTexts
