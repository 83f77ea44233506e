// A file handed to the browser to keep where the person's downloads go.
/** A browser may begin reading the blob some time after the click; a minute is plenty and then the memory is free. */
const keepForMs = 60_000

export function saveFile(file: File): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.hidden = true
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), keepForMs)
}
