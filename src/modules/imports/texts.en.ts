import { plural } from '#core/i18n/language.ts'
import type { ImportsTexts } from './texts.ru.ts'

const rows = (count: number) => `${count} ${plural('en', count, { one: 'row', other: 'rows' })}`
const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`
const was = (before: string | null) => (before === null ? '' : `; was: ${before === '' ? 'empty' : `“${before}”`}`)

const foreign: Record<string, string> = {
  pdf: 'a PDF document',
  image: 'a picture',
  html: 'a web page',
  json: 'a JSON file',
  xml: 'an XML file',
  docx: 'a Word document',
  ods: 'an OpenDocument spreadsheet (.ods)',
  xlsb: 'a binary Excel workbook (.xlsb)',
  zip: 'a zip archive',
  archive: 'an archive',
  ole: 'an old Office document',
  binary: 'a binary file',
}

const targets: ImportsTexts['targets'] = {
  externalId: 'ID',
  title: 'Title',
  amount: 'Amount',
  currency: 'Currency',
  owner: 'Owner',
  stage: 'Stage',
  pipeline: 'Pipeline',
  source: 'Source',
  createdAt: 'Created on',
  closedAt: 'Closed on',
  expectedCloseOn: 'Expected close date',
  updatedAt: 'Changed on',
  company: 'Company',
  companyInn: 'Tax number of the company',
  companyPhone: 'Phone of the company',
  companyEmail: 'E-mail of the company',
  contact: 'Contact',
  contactPhone: 'Phone of the contact',
  contactEmail: 'E-mail of the contact',
  product: 'Product',
  quantity: 'Quantity',
  price: 'Price',
  lossReason: 'Loss reason',
  comment: 'Comment',
  tags: 'Tags',
  custom: 'Field of the card',
  name: 'Name',
  manager: 'Manager',
  department: 'Department, region',
  team: 'Team',
  jobTitle: 'Job title',
  email: 'E-mail',
  phone: 'Phone',
  hiredOn: 'Hired on',
  leftOn: 'Left on',
  group: 'Group',
  inn: 'Tax number',
  industry: 'Industry',
  region: 'Region, city',
}

const busy: Record<string, string> = {
  reading: 'The file is still being read. Wait a moment.',
  ready: 'A dry run is needed first.',
  checking: 'A dry run is going on. Wait for it or stop it.',
  checked: 'The import is checked: carry it over or change the mapping.',
  committing: 'The data are being carried over. Wait for the end or stop it.',
  done: 'This import has been carried over. It can only be reverted.',
  reverting: 'The import is being reverted. Wait for the end.',
  reverted: 'This import has been reverted. To carry the data over, upload the file again.',
  failed: 'The import failed. Look at the cause and start the dry run again.',
  cancelled: 'The import was stopped. Start the dry run again.',
}

const broken: Record<string, string> = {
  mapping: 'there is none yet',
  columns: 'a column is given twice, or the file has no such column',
  stages: 'a stage that is no longer there',
  pipelines: 'a pipeline that is no longer there',
  owners: 'a person who is not in the company',
}

export const en = {
  nav: { imports: 'Import' },
  errors: {
    FILE_MISSING: 'No file came. Attach it in the field “file” or send it as the body of the request.',
    FILE_IS_EMPTY: 'The file is empty: there is not a single character in it.',
    FILE_NOT_READABLE: 'The uploaded file was not found on the server. Upload it again.',
    FILE_TOO_LARGE: ({ limitBytes }) =>
      `The file is larger than ${megabytes(limitBytes)}. Export the deals in parts, by year for example: repeats are recognised.`,
    FILE_TOO_LARGE_INSIDE: ({ what }) =>
      what === 'entries'
        ? 'The workbook has too many parts inside: this is no ordinary table. Save the sheet as CSV and upload that.'
        : 'The workbook unpacks into too much and was not opened. Save the sheet you need as CSV and upload that.',
    FILE_IS_OLD_XLS: 'This is a workbook of the old format .xls. Open it in Excel and save it as .xlsx or CSV.',
    FILE_IS_PASSWORD_PROTECTED:
      'The workbook is protected by a password. Remove it in Excel and upload the file again.',
    FILE_IS_NOT_TABLE: ({ looksLike }) => `This is ${foreign[looksLike] ?? 'no table'}. A CSV or XLSX file is needed.`,
    FILE_BROKEN: 'The file is damaged: its contents break off or cannot be read. Export it again.',
    QUOTE_NOT_CLOSED: ({ line }) =>
      `A quote opened in line ${line} is never closed. Correct the cell in the file and upload it again.`,
    ROW_TOO_LONG: ({ line }) =>
      `Line ${line} is unusually long. The quotes or the delimiter were probably misread: check them.`,
    TOO_MANY_COLUMNS: ({ count, limit }) => `The file has ${count} columns, at most ${limit} are allowed. Remove some.`,
    TOO_MANY_ROWS: ({ limit }) =>
      `The file has more than ${limit.toLocaleString('en-GB')} rows. Upload it in parts: repeats are recognised.`,
    SHEET_NOT_FOUND: ({ sheet, sheets }) => `The workbook has no sheet “${sheet}”. It has: ${sheets.join(', ')}.`,
    SHEET_IS_EMPTY: ({ sheet }) => `The sheet “${sheet}” is empty. Choose another one.`,
    IMPORT_BUSY: ({ status }) => busy[status] ?? 'This cannot be done now.',
    IMPORT_CHANGED: 'While you were working, this import was changed in another window. Open it again.',
    IMPORT_FAILED: 'It did not work: an internal error. Nothing was changed; start it again.',
    IMPORTER_GONE: 'Whoever started the import may no longer act in the system. Nothing was changed.',
    STAGES_NOT_MATCHED: ({ count, stages }) =>
      `Stages that are not matched (${count}): ${stages || 'rows without a stage'}. Say what they mean.`,
    COLUMN_MISSING: ({ target }) =>
      `No column is given for “${targets[target as keyof typeof targets] ?? target}”: without it there is nothing to carry over.`,
    NOTHING_TO_DO: 'There is nothing to carry over: all rows were rejected. The report says why.',
    MAPPING_BROKEN: ({ what }) => `The mapping does not fit the file or the lists: ${broken[what] ?? what}.`,
  },
  reasons: {
    ID_MISSING: 'No ID: without it a second upload would make a twin',
    TWIN_WITHOUT_ID: ({ line }) => `Repeats line ${line} without an ID`,
    ID_REPEATED: ({ line }) => `A repeat: this record has been in line ${line}`,
    ID_DIGITS_LOST:
      'A spreadsheet has spoilt the ID: digits are lost (1.23E+12). Export the file again and do not save it in Excel',
    ID_TAKEN: 'There is a record with this ID, but it is in the trash or not of your people',
    NOTHING_TO_NAME: 'Nothing to call the deal by: no title, no client, no ID',
    NAME_MISSING: 'No name',
    ROW_BROKEN: ({ expected, found }) => `The row breaks off: ${found} cells instead of ${expected}`,
    NOT_FOUND_HERE: 'There is no such deal here, and new ones are not to be made',
    HERE_ALREADY: 'This record is here already',
    STAGE_NOT_MATCHED: ({ stage, pipeline }) =>
      `The stage “${stage || 'empty'}”${pipeline ? ` of the pipeline “${pipeline}”` : ''} is not matched`,
    DATE_BROKEN: 'The date cannot be read',
    NO_SUCH_DAY: 'There is no such day in the calendar',
    YEAR_OUT_OF_RANGE: 'The year is outside 1970–2100: probably a typing error',
    DATE_IN_FUTURE: ({ day }) => `The date is still to come: ${day}`,
    AMOUNT_BROKEN: 'The amount cannot be read',
    AMOUNT_UNCLEAR:
      'It is unclear whether a comma or a point stands before the cents: say how numbers of the column are written',
    AMOUNT_TOO_LARGE: 'The amount is above a trillion: probably a typing error',
    AMOUNT_NEGATIVE: 'The amount is below zero',
    CURRENCY_UNKNOWN: 'The currency was not recognised',
    RATE_MISSING: ({ currency, day }) => `No rate of ${currency} for ${day}: enter it in the settings of the company`,
    NUMBER_BROKEN: 'The number cannot be read',
    OWNER_OUT_OF_SCOPE: ({ owner }) => `${owner} is not one of your people: his manager can carry these records over`,
    OWNER_MISSING: 'No owner: choose who gets such deals',
    OWNER_UNCLEAR: ({ owner }) => `There are several people called “${owner}”: choose one`,
    CIRCLE: 'The chain of managers closes into a circle',
    LEFT_BEFORE_HIRED: 'Left before being hired',
    PHONE_LEFT_OUT: 'The phone was not recognised and left out',
    EMAIL_LEFT_OUT: 'The e-mail was not recognised and left out',
    INN_LEFT_OUT: 'The tax number does not agree with its check digits and was left out',
    DATE_LEFT_OUT: 'The date cannot be read and was left out',
    AMOUNT_ROUNDED: 'The amount was rounded to the minor unit',
    TEXT_CUT: ({ most }) => `The text was cut to ${most} characters`,
    TITLE_MADE: ({ title }) => `There is no title; the deal is called “${title}”`,
    CREATED_UNKNOWN: 'The date of creation is unknown: the earliest known date or the day of the import was taken',
    CLOSED_UNKNOWN: ({ day }) => `The date of closing is unknown: ${day ?? 'the day of the import'} was taken`,
    CLOSED_BEFORE_CREATED: ({ created, closed }) =>
      `Closed on ${closed}, before it was created on ${created}: both dates are kept`,
    CLOSE_DATE_AS_EXPECTED: ({ day }) => `The deal is open: the close date ${day} was taken as the expected one`,
    PRODUCT_UNMATCHED: ({ product }) => `The product “${product}” is not in the list: kept as a name`,
    LOG_KEPT: 'The stage was not changed: the deal was moved here later than the file says',
    CELLS_MISSING: ({ expected, found }) =>
      `${found} cells instead of ${expected}: the missing ones were read as empty`,
    CELLS_EXTRA: ({ expected, found }) =>
      `${found} cells instead of ${expected}: the text probably holds a delimiter without quotes`,
    STRAY_QUOTE: 'A quote inside a cell is not doubled: check the values beside it',
    FORMULA_WITHOUT_RESULT: 'The cell has a formula without a result: save the workbook in Excel again',
    CHANGED: ({ target, before }) => `${target}: a new value${was(before)}`,
  },
  targets,
  report: {
    line: 'Line',
    action: 'What happens',
    column: 'Column',
    value: 'Value',
    before: 'Before',
    reason: 'Explanation',
    actions: { create: 'created', update: 'updated', unchanged: 'unchanged', rejected: 'rejected' },
  },
  imports: {
    firstStages: { open: 'In progress', won: 'Won', lost: 'Lost' },
    teamOf: (manager) => `Team of ${manager}`,
  },
  kinds: { deals: 'Deals', people: 'Sellers and departments', products: 'Products', companies: 'Clients' },
  statuses: {
    reading: 'reading the file',
    ready: 'waits for its mapping',
    checking: 'dry run',
    checked: 'checked',
    committing: 'being carried over',
    done: 'carried over',
    reverting: 'being reverted',
    reverted: 'reverted',
    failed: 'failed',
    cancelled: 'stopped',
  },
  counted: { rows },
} satisfies ImportsTexts
