/** What the server said, at a sign-in that made a new vault here, of work that earlier tablets reported and never sent. */
import { shallowRef } from 'vue'
import type { LeftBehind } from '../domain/protocol.ts'

export const leftBehind = shallowRef<readonly LeftBehind[]>([])
