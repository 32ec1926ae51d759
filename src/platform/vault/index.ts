export { has_vault, is_sealed, open_json, open_secret, seal_json, seal_secret, type KeptJson } from './vault.ts'
