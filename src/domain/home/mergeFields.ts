/** What is filled in where a letter's sentence says so in braces; anything else in braces would stand in the letter as it is. */
export const LETTER_FIELDS = ['pupil', 'mentor', 'school', 'time', 'early'] as const
/** Of the other letters home. */
export const HOME_FIELDS = ['pupil', 'school', 'sender'] as const
/** Of the slip and the notice of an earlier start; `until` ends with the day of the review. */
export const NOTICE_FIELDS = ['pupil', 'mentor', 'school', 'time', 'early', 'until', 'things'] as const
export const REASON_FIELDS = ['pupil'] as const
export const fillIn = (text: string, merged: Readonly<Record<string, string>>): string => text.replaceAll(/\{(\w+)\}/g, (whole, field: string) => merged[field] ?? whole).trim()
export const unknownFields = (text: string, fields: readonly string[] = LETTER_FIELDS): string[] => [...new Set(text.match(/\{[^{}]*\}?|\}/g) ?? [])].filter((field) => !fields.some((known) => field === `{${known}}`))
