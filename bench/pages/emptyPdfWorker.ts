/** The floor for paper: the same library, as many pages, nothing on them. */
import { jsPDF } from 'jspdf'

addEventListener('message', ({ data: pages }: MessageEvent<number>) => {
  const paper = new jsPDF({ unit: 'mm', format: 'a4', compress: true })
  for (let page = 1; page < pages; page++) paper.addPage()
  const bytes = paper.output('arraybuffer')
  postMessage(bytes, { transfer: [bytes] })
})
