/** What the comparison's page loads: our store and sync, with the key derived first where this tablet has a vault. */
import { deriveKey } from '../product.ts'
import { servedProduct } from '../servedProduct.ts'

await deriveKey()
export default servedProduct
