import { Component, type ReactNode } from 'react'
import { BrokenPage } from './features/notice/broken-page.tsx'

/** Puts the broken page where a page was that broke. */
export class PageBoundary extends Component<
  { readonly children: ReactNode },
  { readonly isBroken: boolean }
> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    return this.state.isBroken ? <BrokenPage /> : this.props.children
  }
}
