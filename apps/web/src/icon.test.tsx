import { render, screen } from '@testing-library/react'
import { Sun } from 'lucide'
import { expect, it } from 'vitest'
import { Icon } from './icon.tsx'

it('draws every part, and says nothing where it has no label', () => {
  const { container } = render(<Icon of={Sun} />)
  expect(screen.queryByRole('img')).not.toBeInTheDocument()
  expect(container.querySelector('svg')?.children).toHaveLength(Sun.length)
})

it('says its label', () => {
  render(<Icon of={Sun} label="Paper edition" />)
  expect(screen.getByRole('img', { name: 'Paper edition' })).toBeVisible()
})
