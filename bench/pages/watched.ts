/** Work, and how long the page's own thread could not answer while it went on; beside it the browser's count of tasks over 50 ms. */
export async function watched<T>(work: () => Promise<T>): Promise<{ done: T; ms: number; heldUp: number; longTasks: number }> {
  // What was made ready before belongs to a task of its own.
  await new Promise((resolve) => setTimeout(resolve, 200))
  let longTasks = 0
  const observer = new PerformanceObserver((list) => (longTasks += list.getEntries().length))
  observer.observe({ type: 'longtask' })
  let heldUp = 0
  let last = performance.now()
  let on = true
  const pulse = new MessageChannel()
  pulse.port1.onmessage = () => {
    const now = performance.now()
    heldUp = Math.max(heldUp, now - last)
    last = now
    // Not a busy loop: the thread rests between two beats, as a page does.
    if (on) setTimeout(() => pulse.port2.postMessage(0), 1)
  }
  pulse.port2.postMessage(0)
  const started = performance.now()
  const done = await work()
  const ms = performance.now() - started
  await new Promise((resolve) => setTimeout(resolve, 100))
  on = false
  observer.disconnect()
  return { done, ms, heldUp, longTasks }
}
