import type { ListedAs, ListState } from '../../domain/cases/nextWeekList.ts'
import type { Tone } from '../../ui/index.ts'
import type { MentorList } from './readLists.ts'

export const LISTED_TONES: Record<ListedAs, Tone> = { new: 'info', continuing: 'neutral', tapering: 'good', ending: 'warn', none: 'late' }
export const STATE_TONES: Record<ListState, Tone> = { sent: 'good', 'sent-late': 'late', 'to-send': 'neutral', overdue: 'warn' }
export const STATE_WORDS: Record<ListState, string> = { sent: 'Sent', 'sent-late': 'Sent late', 'to-send': 'Not sent yet', overdue: 'Not sent, overdue' }

const HOW = { joined: 'has joined', left: 'is no longer on it' } as const
export const sayChange = ({ name, how }: MentorList['changed'][number]): string => `${name} ${HOW[how]}`
