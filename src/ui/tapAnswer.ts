/** A tap that was kept may be heard or felt, where a person chose so: a thumb that works by feel need not look. */
export type TapAnswer = { sound: boolean; vibration: boolean }

const SECONDS = 0.09
const HIGH = 880
const LOW = 440
let speaker: AudioContext | undefined

/** `low`: something about it wants a look, such as a late mark. */
export function answerTap({ sound, vibration }: TapAnswer, low: boolean): void {
  // Not every browser has it, and an iPad has not.
  if (vibration) (navigator as { vibrate?: (pattern: number[]) => boolean }).vibrate?.(low ? [30, 60, 30] : [30])
  if (sound) beep(low ? LOW : HIGH)
}

function beep(pitch: number): void {
  // Made within a tap, or the browser keeps it silent.
  speaker ??= new AudioContext()
  if (speaker.state === 'suspended') void speaker.resume()
  const [tone, volume] = [speaker.createOscillator(), speaker.createGain()]
  tone.frequency.value = pitch
  volume.gain.setValueAtTime(0.2, speaker.currentTime)
  volume.gain.exponentialRampToValueAtTime(0.001, speaker.currentTime + SECONDS)
  tone.connect(volume).connect(speaker.destination)
  tone.start()
  tone.stop(speaker.currentTime + SECONDS)
}
