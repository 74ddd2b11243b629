import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Answer, Order } from './sqlite-thread.ts'

/** The thread that writes to a SQLite file. It starts with the first order. */
export interface WriterThread {
  /** Orders are carried out one after the other. Keeps the program alive until the answer is there. */
  ask(order: Order): Promise<Answer>
  /** To be asked for after everything else. */
  close(): Promise<void>
}

export function createWriterThread(file: string): WriterThread {
  let worker: Worker | null = null
  let isClosing = false
  /** Who waits for an answer, in the order of the orders. */
  const waiting: ((answer: Answer) => void)[] = []

  function start(): Worker {
    // It lies beside this file, in whatever form this one runs in.
    const program = new URL(`./sqlite-thread${extname(import.meta.url)}`, import.meta.url)
    // Without a listener to its errors, one that it did not foresee ends the program: all that it has answered is safe.
    const started = new Worker(program, { workerData: file })
    started.on('message', (answer: Answer) => {
      waiting.shift()?.(answer)
      if (waiting.length === 0) started.unref()
    })
    // One that ends without an error would leave everybody waiting.
    started.once('exit', () => {
      if (!isClosing) throw new Error('the thread that writes has ended')
    })
    return started
  }

  async function ask(order: Order): Promise<Answer> {
    worker ??= start()
    worker.ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
    worker.postMessage(order)
    return new Promise((resolve) => waiting.push(resolve))
  }

  return {
    ask,
    async close() {
      isClosing = true
      if (worker) await ask({ type: 'close' })
    },
  }
}
