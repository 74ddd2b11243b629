import type { Rate } from '@wordfare/switchboard'

/** A body of a request. The largest honest one is a table's own list of words. */
export const BODY_MAX_BYTES = 16 * 1024
/** The first line of a request and all of its headers. */
export const HEADERS_MAX_BYTES = 8 * 1024
/** A message on a socket. The largest honest one holds the session descriptions for all others in a call. */
export const FRAME_MAX_BYTES = 128 * 1024
/**
 * Fragments that a message may be sent in, and pieces that a frame may come in. A byte that comes by itself takes a
 * kilobyte while the rest is waited for. The smallest pieces that an honest network makes hold some hundreds of bytes.
 */
export const FRAME_MAX_FRAGMENTS = 64
export const FRAME_MAX_PIECES = 1_024
/** The part of the path that names procedures. */
export const PATH_PARAM_MAX_CHARACTERS = 512
/** Calls in one request. */
export const BATCH_MAX_CALLS = 10
/** Calls in one frame: clients put all in it that comes at once, as candidates for everyone in a call do. */
export const FRAME_MAX_CALLS = 100

/** For a whole request to come in. */
export const REQUEST_TIMEOUT_MS = 10_000
/** How often requests and headers that are overdue are looked for. */
export const OVERDUE_CHECK_INTERVAL_MS = 1_000
/** For a connection on which nothing moves in the middle of a request. */
export const CONNECTION_TIMEOUT_MS = 10_000
/** For an idle connection between two requests; longer than what a proxy in front keeps one. */
export const KEEP_ALIVE_TIMEOUT_MS = 72_000

/**
 * Calls that one socket may make within a window, and signals that one participant of a call may send. Who joins
 * a call sends each of nine others a description and some twenty candidates, about 190; half as much again is for
 * the game and for a connection that starts anew.
 */
export const SOCKET_MESSAGES_MAX = 300
export const SOCKET_WINDOW_MS = 10_000
export const SOCKET_SUBSCRIPTIONS_MAX = 4
/** What may wait in memory for a socket that does not read; beyond it the socket is dropped, to resume later. */
export const SOCKET_SEND_BUFFER_MAX_BYTES = 1024 * 1024
/** Sockets that are open at the same time to one server: of one session, from one address or network, of all. */
export const SOCKETS_PER_SESSION_MAX = 5
export const SOCKETS_PER_ADDRESS_MAX = 30
export const SOCKETS_MAX = 10_000
/** For the first call on a socket that comes without a session. */
export const SOCKET_FIRST_CALL_TIMEOUT_MS = 2_000
export const PING_INTERVAL_MS = 15_000
export const PONG_TIMEOUT_MS = 5_000

/** Making games: from one address or network, by one session, and by everybody. All servers count together. */
export const GAMES_PER_ADDRESS: readonly Rate[] = [
  { name: 'games-of-address-minute', count: 5, perMs: 60_000 },
  { name: 'games-of-address-hour', count: 30, perMs: 3_600_000 },
]
export const GAMES_PER_SESSION: Rate = { name: 'games-of-session', count: 10, perMs: 3_600_000 }
export const GAMES_OF_ALL: Rate = { name: 'games-of-all', count: 20, perMs: 1_000 }
/** Joining by code, from one address or network. There are 40 bits in a code. */
export const CODES_PER_ADDRESS: Rate = { name: 'codes-of-address', count: 10, perMs: 60_000 }
/** Codes of no game, by everybody; beyond it somebody is guessing, and whoever runs the server is told. */
export const WRONG_CODES_OF_ALL: Rate = { name: 'wrong-codes', count: 100, perMs: 60_000 }
/** How often they are told. */
export const WRONG_CODES_ALARM: Rate = { name: 'wrong-codes-alarm', count: 1, perMs: 60_000 }
/** Tickets to a call, for one player. */
export const TICKETS_PER_PLAYER: Rate = { name: 'tickets-of-player', count: 10, perMs: 60_000 }

/** Events that may wait for one watcher; beyond it the watcher gets a fresh view instead. */
export const WATCHER_QUEUE_MAX_EVENTS = 256
/** Missed events that are sent one by one after a reconnect; beyond it a fresh view is the smaller answer. */
export const RESUME_MAX_EVENTS = 500

/** How long a player who vanished still counts as here, so that a refresh does not flicker. */
export const PRESENCE_GRACE_MS = 3_000
/** When the other servers are told again who is here, after they could not be reached. */
export const PRESENCE_RETRY_MS = 1_000
/** When a turn is tried to be ended again whose time is up, after it could not be. */
export const TURN_EXPIRY_RETRY_MS = 1_000
/** How long changes in the lobby are gathered before the list is sent again. */
export const LOBBY_PAUSE_MS = 250
/** Games in the lobby's list, newest first. */
export const LOBBY_MAX_GAMES = 100

/** Games whose folded state is kept in memory; those without watchers make room first. */
export const CACHED_GAMES_MAX = 10_000
/** After this long without watchers or commands a game's folded state is dropped from memory. */
export const CACHE_IDLE_MS = 5 * 60_000
/** How often idle games are dropped and expired ones forgotten. */
export const SWEEP_INTERVAL_MS = 60_000

/**
 * Commands of one game that are known when they come again, the newest ones. A browser sends one again within a minute
 * or two; a table that plays on and on takes no more memory for it.
 */
export const COMMANDS_REMEMBERED_MAX = 2_000

/** How often a command is decided anew after somebody else's events came first. */
export const DECISION_ATTEMPTS_MAX = 20

/** Rooms that are asked for at the same time. */
export const ROOMS_AT_ONCE_MAX = 8
/**
 * Pauses between the attempts at one thing about a room: the first, and the longest; each is twice the one before.
 * They are short so that calls are there soon after a vendor has recovered; sparing it is its client's concern.
 */
export const ROOM_RETRY_FIRST_MS = 1_000
export const ROOM_RETRY_LONGEST_MS = 5_000
/** For how long a server has the task of making a game's room, unless it asks for it again. */
export const ROOM_CLAIM_MS = 15_000
/** How often a team that confers is set apart anew, for those who have come into the call since. */
export const CONFINE_AGAIN_MS = 15_000
/** How often rooms that are needed no more are looked for, and calls that could not be had are tried again. */
export const ROOM_CARE_INTERVAL_MS = 10 * 60_000
/** How often the file of an API key is looked at for another key. */
export const KEY_FILE_INTERVAL_MS = 2_000

/** People in one call between browsers: each of them sends to, and gets from, each other one. */
export const PEER_CALL_MAX = 10
/** How long a participant whose line was cut still counts as in the call: their media goes on without the line. */
export const PEER_CALL_GRACE_MS = 4_000
/** Messages that may wait for one participant; who reads no faster drops out of the call. */
export const PEER_CALL_QUEUE_MAX_MESSAGES = 512

/** For how long the store may be out of reach before browsers are told that their line is down. */
export const STORE_OUTAGE_GRACE_MS = 1_000

/** For everything to end after the signal to stop; then the process ends regardless. */
export const STOP_TIMEOUT_MS = 9_000
/** How many sockets are let go at a time before that, how often, and how long it may take for all of them. */
export const LET_GO_AT_ONCE = 9
export const LET_GO_INTERVAL_MS = 50
export const LET_GO_MAX_MS = 6_000
/** For a socket's other side to agree that it closes. */
export const SOCKET_CLOSE_TIMEOUT_MS = 1_000
