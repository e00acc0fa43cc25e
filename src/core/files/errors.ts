/**
 * What can be wrong with a file as a whole. Sentences for people live with the feature that asked for the file;
 * here is only the closed list of codes and the facts each sentence needs.
 */
export type FileProblem =
  | { code: 'FILE_IS_EMPTY' }
  | { code: 'FILE_NOT_READABLE' }
  | { code: 'FILE_TOO_LARGE'; bytes: number; limitBytes: number }
  /** The archive unpacks into more than we agree to read: a zip bomb, or a workbook beyond our limits. */
  | { code: 'FILE_TOO_LARGE_INSIDE'; what: 'size' | 'ratio' | 'entries'; limit: number }
  | { code: 'FILE_IS_OLD_XLS' }
  | { code: 'FILE_IS_PASSWORD_PROTECTED' }
  | { code: 'FILE_IS_NOT_TABLE'; looksLike: ForeignKind }
  | { code: 'FILE_BROKEN' }
  /** `line` is the physical line where the quote opened, 1-based. */
  | { code: 'QUOTE_NOT_CLOSED'; line: number }
  | { code: 'ROW_TOO_LONG'; line: number; limitChars: number }
  | { code: 'TOO_MANY_COLUMNS'; count: number; limit: number }
  | { code: 'TOO_MANY_ROWS'; limit: number }
  | { code: 'SHEET_NOT_FOUND'; sheet: string; sheets: string[] }
  | { code: 'SHEET_IS_EMPTY'; sheet: string }

export type FileErrorCode = FileProblem['code']

/** What a file that is no table turned out to be. */
export type ForeignKind =
  | 'pdf'
  | 'image'
  | 'html'
  | 'json'
  | 'xml'
  | 'docx'
  | 'ods'
  | 'xlsb'
  | 'zip'
  | 'archive'
  | 'ole'
  | 'binary'

/** Thrown by everything in this folder that reads a file; `problem` is all a sentence needs. */
export class FileError extends Error {
  readonly problem: FileProblem

  constructor(problem: FileProblem, cause?: unknown) {
    super(problem.code, cause === undefined ? undefined : { cause })
    this.name = 'FileError'
    this.problem = problem
  }

  get code(): FileErrorCode {
    return this.problem.code
  }
}

/** What can be wrong with one row; the row is still given, padded or cut to the columns. */
export type RowProblem =
  | { code: 'TOO_FEW_CELLS'; expected: number; found: number }
  | { code: 'TOO_MANY_CELLS'; expected: number; found: number }
  /** A quote inside a quoted cell was not doubled: the cell may have swallowed its neighbours. */
  | { code: 'STRAY_QUOTE' }
  /** The workbook was saved without the results of its formulas. `column` is the column's index. */
  | { code: 'FORMULA_WITHOUT_RESULT'; column: number }
