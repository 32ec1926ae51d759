import { rights_for, roles } from '../../platform/access/index.ts'
import { to_csv } from './csv.ts'

/** Which role may do what, as the program itself judges it (NĐ 356/2025/NĐ-CP Điều 4): a line for each role, a column for each right. */
export const access_matrix = (): string => {
  const rights = [...new Set(roles.flatMap((role) => rights_for(role)))].sort()
  const lines = roles.map((role) => [role, ...rights.map((right) => (rights_for(role).includes(right) ? 'x' : ''))])
  return to_csv([['Vai trò', ...rights], ...lines])
}
