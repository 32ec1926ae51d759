import { createHash } from 'node:crypto'
import { fold } from '../../../base/text/index.ts'
import type { ProductDraft } from './draft.ts'

type Named = Pick<
  ProductDraft,
  'ingredient_code' | 'ingredient' | 'brand' | 'strength' | 'form' | 'route_code' | 'registration'
>

/**
 * Lists repeat their ingredient code for every brand, and have no code of a product. This one is made of what the product
 * is, so that next year's list calls the same product by the same code.
 */
export const product_code = (product: Named): string => {
  const facts = [product.brand, product.ingredient, product.strength, product.form, product.route_code]
  const told = [...facts, product.registration].map((one) => fold(one).replace(/[^a-z0-9]/g, '')).join('|')
  const digest = createHash('sha256').update(told).digest('hex').slice(0, 8)
  return `${product.ingredient_code || 'T'}-${digest}`
}
