/** Days of the week as people say them. */
export { daysWords, weekdayWord } from '../../domain/home/startNotice.ts'
export const WEEKDAYS = [1, 2, 3, 4, 5] as const
