/** What the server is asked where the school answers for its records. Fetched with the screens that ask it. */
import { PATHS } from '../domain/protocol.ts'
import { PupilFileReply, type PupilFileAsked } from '../domain/pupilFile.ts'
import type { NetFailure } from './engine.ts'
import { askOf } from './http.ts'

export const askPupilFile = (person: string, asked: PupilFileAsked): Promise<PupilFileReply | NetFailure> => askOf(PupilFileReply, PATHS.pupilFile, asked, person)
