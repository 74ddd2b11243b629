import type { DailyEvent, DailyEventObject } from '@daily-co/daily-js'

/** The events of Daily's that a peer call has. */
export type CallEventName = Extract<
  DailyEvent,
  | 'started-camera'
  | 'camera-error'
  | 'joining-meeting'
  | 'joined-meeting'
  | 'left-meeting'
  | 'call-instance-destroyed'
  | 'participant-joined'
  | 'participant-updated'
  | 'participant-left'
  | 'participant-counts-updated'
  | 'track-started'
  | 'track-stopped'
  | 'active-speaker-change'
  | 'network-connection'
  | 'error'
  | 'nonfatal-error'
  | 'available-devices-updated'
  | 'selected-devices-updated'
  | 'local-audio-level'
  | 'remote-participants-audio-level'
>

/** What an event says, beside its name and the call that it comes from. */
export type CallEventPayload<T extends CallEventName> = Omit<
  DailyEventObject<T>,
  'action' | 'callClientId'
>

type Handler<T extends DailyEvent> = (event: DailyEventObject<T>) => void

export interface CallEvents {
  on<T extends DailyEvent>(name: T, handler: Handler<T>): void
  once<T extends DailyEvent>(name: T, handler: Handler<T>): void
  off<T extends DailyEvent>(name: T, handler: Handler<T>): void
  emit<T extends CallEventName>(name: T, payload: CallEventPayload<T>): void
  /** Forgets all handlers. */
  clear(): void
}

/** The emitter behind `on`, `once` and `off`: each event's object has Daily's own type. */
export function createCallEvents(callClientId: string): CallEvents {
  /** Handlers by event; the value says whether the handler is called only once. */
  const handlers = new Map<DailyEvent, Map<(event: never) => void, boolean>>()

  const add = (name: DailyEvent, handler: (event: never) => void, isOnce: boolean) => {
    const known = handlers.get(name) ?? new Map<(event: never) => void, boolean>()
    known.set(handler, isOnce)
    handlers.set(name, known)
  }

  return {
    on: (name, handler) => add(name, handler, false),
    once: (name, handler) => add(name, handler, true),
    off: (name, handler) => {
      handlers.get(name)?.delete(handler)
    },
    emit: (name, payload) => {
      const event = { action: name, callClientId, ...payload }
      for (const [handler, isOnce] of new Map(handlers.get(name))) {
        if (isOnce) handlers.get(name)?.delete(handler)
        try {
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `on` ties the handler to the event
          handler(event as never)
        } catch (error) {
          // One handler's fault keeps nothing from the others, and reaches the page as any uncaught error does.
          queueMicrotask(() => {
            throw error
          })
        }
      }
    },
    clear: () => handlers.clear(),
  }
}
