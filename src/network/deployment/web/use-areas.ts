import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../base/ui/index.ts'
import type { AreasPage } from '../contract.ts'

export const use_areas = () => useQuery({ queryKey: ['board', 'areas'], queryFn: () => ask<AreasPage>('/board/areas') })
