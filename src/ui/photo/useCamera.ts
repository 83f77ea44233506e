/** The camera at the back of the tablet, while a screen shows it. Nothing is recorded; it goes off with the screen. */
import { onMounted, onUnmounted, ref, type Ref, type ShallowRef } from 'vue'

export type CameraState = 'starting' | 'watching' | 'refused' | 'missing'

export function useCamera(video: Readonly<ShallowRef<HTMLVideoElement | null>>, size: { width: number; height: number }, became: (state: CameraState) => void): { state: Ref<CameraState> } {
  const state = ref<CameraState>('starting')
  let stream: MediaStream | undefined
  let isGone = false

  function become(next: CameraState): void {
    state.value = next
    became(next)
  }
  async function start(): Promise<void> {
    // Absent without HTTPS and where the school forbids cameras.
    const devices = navigator.mediaDevices as MediaDevices | undefined
    if (!devices?.getUserMedia) return become('missing')
    try {
      const opened = await devices.getUserMedia({ audio: false, video: { facingMode: { ideal: 'environment' }, width: { ideal: size.width }, height: { ideal: size.height } } })
      if (isGone || !video.value) return opened.getTracks().forEach((track) => track.stop())
      stream = opened
      video.value.srcObject = opened
      await video.value.play()
      become('watching')
    } catch (error) {
      // Closed while it was starting.
      if (isGone) return
      become(error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'SecurityError') ? 'refused' : 'missing')
    }
  }
  onMounted(() => void start())
  onUnmounted(() => {
    isGone = true
    stream?.getTracks().forEach((track) => track.stop())
  })
  return { state }
}
