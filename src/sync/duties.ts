/** What the server is asked where the school answers for its records. Fetched with the screens that ask it. */
import { ExportReply, type ExportAsked } from '../domain/people/audit.ts'
import { GlassReply, type GlassAct } from '../domain/people/glassAsked.ts'
import { PATHS } from '../domain/protocol.ts'
import { PupilFileReply, type PupilFileAsked } from '../domain/people/pupilFile.ts'
import { HandedInActReply, HandedInReply, HandedInWaiting, type HandedInAct } from '../domain/sync/handedIn.ts'
import { RetentionReply, type RetentionAct } from '../domain/people/retention.ts'
import type { NetFailure } from './engine.ts'
import { askOf } from './http.ts'

export const askExport = (person: string, asked: ExportAsked): Promise<ExportReply | NetFailure> => askOf(ExportReply, PATHS.exports, asked, person)
export const askRetention = (person: string, act: RetentionAct): Promise<RetentionReply | NetFailure> => askOf(RetentionReply, PATHS.retention, act, person)
export const askGlass = (person: string, act: GlassAct): Promise<GlassReply | NetFailure> => askOf(GlassReply, PATHS.glass, act, person)
export const askPupilFile = (person: string, asked: PupilFileAsked): Promise<PupilFileReply | NetFailure> => askOf(PupilFileReply, PATHS.pupilFile, asked, person)
export const askHandedIn = (person: string): Promise<HandedInReply | NetFailure> => askOf(HandedInReply, PATHS.handedIn, undefined, person)
export const askHandedInWaiting = (person: string): Promise<HandedInWaiting | NetFailure> => askOf(HandedInWaiting, PATHS.handedInWaiting, undefined, person)
export const askHandedInAct = (person: string, act: HandedInAct): Promise<HandedInActReply | NetFailure> => askOf(HandedInActReply, PATHS.handedIn, act, person)
