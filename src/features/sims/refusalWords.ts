/** Why a file was not read, and what to do about it. */
import type { Step } from './useImport.ts'

type Why = NonNullable<Extract<Step, { at: 'choose' }>['refused']>['why']

export function refusalWords(why: Why, line?: number): string {
  switch (why) {
    case 'empty': return 'There are no rows in this file. The first line names the columns; each line after it is a row.'
    case 'one-column': return 'This file has one column only. Export it again as CSV, with commas between the columns.'
    case 'open-quote': return `The quotation that begins in line ${line ?? '?'} is never closed, so the rows after it cannot be told apart. Export the file again.`
    case 'safeguarding': return 'This looks like a safeguarding export. It stays in the system that the DSL keeps; nothing of it was kept here.'
    case 'too-long': return 'This file has more than 250,000 rows. Export a shorter stretch of time.'
    case 'too-big': return 'This file is larger than 40 MB. Export a shorter stretch of time.'
    case 'unreadable': return 'The file could not be opened. If it lies on another computer or in the cloud, copy it to this one first.'
    case 'stopped': return 'Reading stopped before the end. Close other programs and try again; nothing was changed.'
  }
}
