import type { Controlled, ProductKind } from '../contract.ts'
import { ingredient_key } from './ingredient-name.ts'

/**
 * Narcotics (N), psychotropics and precursors (H) that are met in hospitals, as facts from the lists of TT 20/2017/TT-BYT
 * and its amendments. The list of a facility may say more; what is not in it is asked of this table.
 */
const kinds: Record<'N' | 'H', string[]> = {
  N: [
    ...['morphin', 'pethidin', 'fentanyl', 'sufentanil', 'remifentanil', 'alfentanil', 'oxycodon', 'hydromorphon'],
    ...['methadon', 'codein', 'dihydrocodein', 'opium', 'dextropropoxyphen'],
  ],
  H: [
    ...['diazepam', 'midazolam', 'lorazepam', 'bromazepam', 'clonazepam', 'alprazolam', 'phenobarbital', 'ketamin'],
    ...['zolpidem', 'chlordiazepoxid', 'tetrazepam', 'buprenorphin', 'pentazocin', 'methylphenidat'],
    ...['ephedrin', 'pseudoephedrin', 'ergometrin', 'methylergometrin', 'ergotamin'],
  ],
}

const kind_of = new Map<string, 'N' | 'H'>(
  (['N', 'H'] as const).flatMap((kind) => kinds[kind].map((name): [string, 'N' | 'H'] => [ingredient_key(name), kind])),
)

/**
 * A mixture with a low dose is a drug of its own class ("thuốc dạng phối hợp có chứa dược chất gây nghiện"): ordinary
 * prescription. Only the single ingredient counts here.
 */
export const controlled_of = (ingredients: string[]): Controlled => {
  const [only, ...others] = ingredients
  return only !== undefined && others.length === 0 ? (kind_of.get(only) ?? 'none') : 'none'
}

/** Registered as food ("…/ĐKSP", "XNCB", "XNQC"), or said to be: never in a prescription (RX-03). */
export const product_kind_of = (registration: string, said: string): ProductKind => {
  if (/\/(ĐKSP|DKSP|XNCB|XNQC|YT-CNTC)/iu.test(registration) || /thực phẩm (chức năng|bảo vệ)|TPCN|TPBVSK/iu.test(said))
    return 'supplement'
  return /thuốc thang|thang thuốc/iu.test(said) ? 'decoction' : 'drug'
}
