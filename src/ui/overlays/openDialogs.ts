// Which dialogs stand open, the last one on top. The browser has one top layer, so there is one list.
import { computed, shallowRef, type ComputedRef } from 'vue'

const open = shallowRef<readonly HTMLDialogElement[]>([])

export const topDialog: ComputedRef<HTMLDialogElement | undefined> = computed(() => open.value.at(-1))

export function dialogOpened(dialog: HTMLDialogElement): void {
  open.value = [...open.value.filter((other) => other !== dialog), dialog]
}

export function dialogClosed(dialog: HTMLDialogElement): void {
  open.value = open.value.filter((other) => other !== dialog)
}
