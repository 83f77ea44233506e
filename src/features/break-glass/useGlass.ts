/** One pupil's file in an emergency: asked of the server, shown while the hour lasts and the server can be reached, and kept nowhere. */
import { onBeforeUnmount, onMounted, shallowRef } from 'vue'
import type { GlassAct, GlassFile, GlassReply } from '../../domain/people/glassAsked.ts'
import { GLASS_WORDS } from '../../domain/people/glassAsked.ts'
import { actOnGlass, useAct } from '../../sync/index.ts'

/** How soon the tablet notices that the Deputy Headteacher has ended it, or that it can no longer ask. */
const LOOK_MS = 15_000

/** `none`: nothing is open. `unread`: it is, and not on the screen. `unreached`: the server could not be asked. */
export type GlassState = 'asking' | 'none' | 'unread' | 'shown' | 'ended' | 'unreached'
export type GlassView = ReturnType<typeof useGlass>

export function useGlass(ask: (act: GlassAct) => Promise<GlassReply | undefined> = actOnGlass) {
  const state = shallowRef<GlassState>('asking')
  const file = shallowRef<GlassFile>()
  const until = shallowRef(0)
  let id = ''
  const act = useAct(GLASS_WORDS, () => Promise.resolve())
  let over: ReturnType<typeof setTimeout> | undefined
  let looking: ReturnType<typeof setInterval> | undefined

  function put(away: GlassState): void {
    clearTimeout(over)
    clearInterval(looking)
    file.value = undefined
    state.value = away
  }
  function take(reply: Extract<GlassReply, { glass: unknown }>): void {
    const { glass } = reply
    if (glass === null) return put('none')
    put(reply.file ? 'shown' : 'unread')
    file.value = reply.file
    until.value = glass.until
    id = glass.id
    // By what the server said is left: the tablet's clock may be wrong.
    over = setTimeout(() => put('ended'), glass.leftMs)
    if (reply.file) looking = setInterval(() => void look(), LOOK_MS)
  }

  /** What stands on the screen goes when it has ended, and when that cannot be known. */
  async function look(): Promise<void> {
    const wasShown = state.value === 'shown'
    const reply = await ask({ act: 'look' })
    if (wasShown && state.value !== 'shown') return
    if (!reply) put('unreached')
    else if ('refused' in reply || reply.glass === null) put(wasShown ? 'ended' : 'none')
    else if (!wasShown) take(reply)
  }
  onMounted(() => void look())
  onBeforeUnmount(() => put('none'))

  return {
    state, file, until, busy: act.busy, problem: act.problem, look,
    breakIt: (asked: { pupil: string; form: string; why: string }) => {
      const form = asked.form.trim()
      return act.run(() => ask({ act: 'break', pupil: asked.pupil, why: asked.why, ...(form === '' ? {} : { form }) }), take)
    },
    read: () => act.run(() => ask({ act: 'read' }), take),
    end: () => act.run(() => ask({ act: 'end', id }), () => put('ended')),
  }
}
