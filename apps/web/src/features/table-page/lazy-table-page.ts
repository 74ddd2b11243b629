import { createLazyPage } from '../../lazy-page.tsx'

/** The page of a table, whose script the lobby does without until somebody is on the way to one: by a link, or by a form. */
export const lazyTablePage = createLazyPage(async () => {
  const { TablePage } = await import('./table-page.tsx')
  return TablePage
})
