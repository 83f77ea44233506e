// The modules of a code, for paper. A screen fetches the encoder only when it shows a code (QrCode.vue).
import { encodeQR } from 'qr'

export const qrRows = (text: string, border: number): boolean[][] => encodeQR(text, 'raw', { ecc: 'medium', border })
