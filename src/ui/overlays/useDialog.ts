// Keeps a native <dialog> in step with an `open` flag. The browser gives the focus trap, the inert page behind,
// Escape and the return of focus; this gives the first focus, and closes on a tap outside.
import { onBeforeUnmount, onMounted, watch, type Ref, type ShallowRef } from 'vue'

export function useDialog(
  dialog: Readonly<ShallowRef<HTMLDialogElement | null>>,
  open: Ref<boolean>,
  options: { closesOutside: () => boolean },
): { onCancel: (event: Event) => void; onClick: (event: MouseEvent) => void; onClose: () => void } {
  let opener: Element | null = null

  function show(): void {
    const element = dialog.value
    if (!element || element.open) return
    opener = document.activeElement
    element.showModal()
    element.querySelector<HTMLElement>('[data-first-focus]')?.focus()
  }

  function hide(): void {
    if (dialog.value?.open) dialog.value.close()
    // Safari gives no focus to a tapped button, and an opener may be gone: only then is there nothing to return to.
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    opener = null
  }

  onMounted(() => {
    if (open.value) show()
  })
  watch(open, (isOpen) => (isOpen ? show() : hide()), { flush: 'post' })
  onBeforeUnmount(hide)

  return {
    onCancel: (event) => {
      event.preventDefault()
      open.value = false
    },
    onClick: (event) => {
      if (event.target === dialog.value && options.closesOutside()) open.value = false
    },
    onClose: () => {
      open.value = false
    },
  }
}
