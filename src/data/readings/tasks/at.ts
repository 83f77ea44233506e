/** What a source of tasks is asked with, and what it answers. */
import type { SchoolCalendar } from '../../../domain/time/calendar.ts'
import type { Instant, SchoolDate } from '../../../domain/time/clock.ts'
import type { Settings } from '../../../domain/setting.ts'
import type { Actor } from '../../../domain/staff.ts'
import type { Change } from '../../store/commit.ts'
import type { Memory } from '../../store/memory.ts'
import type { WithdrawalSchool } from '../withdrawing.ts'

export type At = {
  memory: Memory
  me: Actor
  now: Instant
  today: SchoolDate
  calendar: SchoolCalendar
  settings: Settings
  staffName: (id: string) => string
  isAllLoaded: boolean
}
/** `key` tells it from others of its source and pupil: the id of what it is about, so that the same thing is the same task on every tablet. */
export type Found = { key?: string; what: string; why: string; to: string; due?: SchoolDate | undefined; /** Where to have done it is one fact, made new with each tap. */ done?: () => Change & { kind: 'add' } }
/** `on`: who is to do it. */
export type FoundAwaited = { key: string; what: string; on: string; since: SchoolDate; to: string }

export const schoolOf = ({ calendar, settings, isAllLoaded }: At): WithdrawalSchool => ({ calendar, settings, isAllLoaded })
export const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`
