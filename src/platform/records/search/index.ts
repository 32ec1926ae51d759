export { search_resources, count_resources, type SearchPage, type SearchScope } from './page.ts'
export { read_query, type SearchQuery } from './read-query.ts'
export { subset_body } from './subset.ts'
