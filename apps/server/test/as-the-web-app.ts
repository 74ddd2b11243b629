import { openLine } from '@wordfare/line'
import type { OpenSocket } from './browser.ts'

/** Opens a browser's socket as the web app does, with its pauses, its patience and its way to notice a line that is dead. */
export const asTheWebApp: OpenSocket = ({ url, headers, request, onFrame, onOpened }) => {
  class PageSocket extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: headers() })
      this.addEventListener('message', ({ data }) => onFrame(String(data)))
      onOpened(() => this.close())
    }
  }
  const { socket, session } = openLine({
    url,
    fetch: request,
    WebSocket: PageSocket,
  })
  return { socketClient: socket, established: () => session.established() }
}
