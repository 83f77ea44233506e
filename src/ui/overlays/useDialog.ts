// Keeps a native <dialog> in step with an `open` flag. The browser gives the focus trap, the inert page behind,
// Escape and the return of focus; this gives the first focus, and closes on a tap outside.
import { onBeforeUnmount, onMounted, watch, type Ref, type ShallowRef } from 'vue'
import { dialogClosed, dialogOpened } from './openDialogs.ts'

export function useDialog(
  dialog: Readonly<ShallowRef<HTMLDialogElement | null>>,
  open: Ref<boolean>,
  closesOutside: () => boolean,
): void {
  let opener: Element | null = null
  let pressedOutside = false

  function show(): void {
    const element = dialog.value
    if (!element || element.open) return
    opener = document.activeElement
    element.showModal()
    dialogOpened(element)
    element.querySelector<HTMLElement>('[data-first-focus]')?.focus()
  }

  function hide(): void {
    const element = dialog.value
    if (element) {
      dialogClosed(element)
      if (element.open) element.close()
    }
    // The opener may have gone with the row it stood in: then there is nothing to return to.
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    opener = null
  }

  function listen(element: HTMLDialogElement): void {
    element.addEventListener('cancel', (event) => {
      event.preventDefault()
      open.value = false
    })
    // Pressing Escape twice closes a dialog whatever we say, so the flag follows.
    element.addEventListener('close', () => {
      if (open.value) open.value = false
    })
    // The dialog itself is only hit on its backdrop; a drag that began inside, to select text, is not a tap outside.
    element.addEventListener('pointerdown', (event) => {
      pressedOutside = event.target === element
    })
    element.addEventListener('click', (event) => {
      if (event.target === element && pressedOutside && closesOutside()) open.value = false
    })
  }

  onMounted(() => {
    if (dialog.value) listen(dialog.value)
    if (open.value) show()
  })
  watch(open, (isOpen) => (isOpen ? show() : hide()), { flush: 'post' })
  onBeforeUnmount(hide)
}
