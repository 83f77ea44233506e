/**
 * Every id is made on the tablet. Records that two tablets may make at once (the arrival of one pupil on one day,
 * the review of one week) take their natural key as id, so both tablets write the same record.
 */
import { z } from './schema.ts'

export const ID_MOST = 120
export const ID_LETTERS = /^[A-Za-z0-9:._-]+$/
const idShape = z.string().min(1).max(ID_MOST).regex(ID_LETTERS)

export const PupilId = idShape.brand<'PupilId'>()
export type PupilId = z.infer<typeof PupilId>
export const StaffId = idShape.brand<'StaffId'>()
export type StaffId = z.infer<typeof StaffId>
export const RecordId = idShape
export type RecordId = string

/** 128 random bits as 22 characters of base64url. `random` fills the bytes (crypto.getRandomValues at the edges). */
export function newId(random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const bytes = new Uint8Array(16)
  random(bytes)
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
