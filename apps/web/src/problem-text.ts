import { TRPCClientError } from '@trpc/client'
import type { ClueFault, Rejection } from '@wordfare/contracts'
import { CUSTOM_WORDS_MIN, PLAYERS_MAX, WORD_MAX_CHARACTERS } from '@wordfare/contracts/limits'
import type { AppRouter } from '@wordfare/server'

/** What went wrong, in words for the player: what happened, and what to do next. */
export interface Problem {
  readonly title: string
  readonly text: string
}

/** One entry per way in which the rules can say no. A new rejection without words does not compile. */
export const rejectionText: Record<Rejection, Problem> = {
  'not-a-player': {
    title: 'You are not at this table.',
    text: 'Join with a name first.',
  },
  'not-the-host': {
    title: 'That is the host’s call.',
    text: 'Ask the host to do it, or to make you the host.',
  },
  'not-your-turn': {
    title: 'It is the other team’s turn.',
    text: 'Nothing was changed. Wait for yours.',
  },
  'not-the-spymaster': {
    title: 'Only the spymaster does that.',
    text: 'The clue comes from the spymaster of the team whose turn it is.',
  },
  'not-an-operative': {
    title: 'Only operatives do that.',
    text: 'Spymasters and the gallery don’t mark, guess or end a turn.',
  },
  'not-a-spectator': {
    title: 'The key is for the gallery only.',
    text: 'Whoever holds a seat plays without it.',
  },
  'round-in-progress': {
    title: 'A round is on.',
    text: 'That has to wait until it is over.',
  },
  'no-round': {
    title: 'No round is on.',
    text: 'Start one first.',
  },
  'no-clue-yet': {
    title: 'There is no clue yet.',
    text: 'Wait for the spymaster’s word.',
  },
  'clue-already-given': {
    title: 'The clue is out already.',
    text: 'One clue a turn. The operatives are guessing.',
  },
  'stale-turn': {
    title: 'Guess not counted.',
    text: 'The turn had changed before it arrived. Nothing was revealed.',
  },
  'out-of-time': {
    title: 'Out of time.',
    text: 'The clock had run out before it arrived. Nothing was changed.',
  },
  'guess-due': {
    title: 'One guess is due first.',
    text: 'A turn can end by hand once somebody has guessed.',
  },
  'seat-taken': {
    title: 'That seat is taken.',
    text: 'Somebody sat down first. Pick another.',
  },
  'already-seated': {
    title: 'You sit there already.',
    text: 'Nothing was changed.',
  },
  'not-seated': {
    title: 'You hold no seat.',
    text: 'You are in the gallery already.',
  },
  'seen-the-key': {
    title: 'You have seen this round’s key.',
    text: 'You can be an operative again in the next round.',
  },
  'seats-missing': {
    title: 'A seat is still empty.',
    text: 'A round starts with one spymaster and one operative on each side.',
  },
  'spectators-not-allowed': {
    title: 'This table has no gallery.',
    text: 'Take a free seat, or ask the host to let people watch.',
  },
  'table-full': {
    title: 'The table is full.',
    text: `${PLAYERS_MAX} people are the most that fit. Somebody has to leave first.`,
  },
  'removed-from-game': {
    title: 'You were removed from this table.',
    text: 'The host took you off the list. You can start a table of your own.',
  },
  'no-such-player': {
    title: 'That player is gone.',
    text: 'They left the table before your request arrived.',
  },
  'not-yourself': {
    title: 'That can’t be done to yourself.',
    text: 'Leave the game, or ask another player.',
  },
  'name-taken': {
    title: 'Somebody here has that name.',
    text: 'Pick another, so that people can tell you apart.',
  },
  'card-covered': {
    title: 'That card is covered already.',
    text: 'Pick one that is still open.',
  },
  'bad-targets': {
    title: 'Those targets don’t fit.',
    text: 'Ring only open cards of your own team, each of them once.',
  },
  'not-enough-words': {
    title: 'Not enough words for a board.',
    text: `A board takes ${CUSTOM_WORDS_MIN} words that this table has not used yet. The host can add more in the brief.`,
  },
  'clue-empty': {
    title: 'A clue is one word.',
    text: 'Type it first.',
  },
  'clue-too-long': {
    title: 'That clue is too long.',
    text: `${WORD_MAX_CHARACTERS} characters at most.`,
  },
  'clue-not-one-word': {
    title: 'One word only.',
    text: 'Join it up or pick another.',
  },
  'clue-bad-characters': {
    title: 'That clue has signs in it.',
    text: 'Letters, figures, apostrophe and hyphen are allowed.',
  },
  'clue-on-board': {
    title: 'That word is still on the board.',
    text: 'A clue can’t be a word the others can see.',
  },
  'clue-form-of-board-word': {
    title: 'That is a form of a word on the board.',
    text: 'Plurals, tenses and the like count as the word itself.',
  },
  'clue-part-of-board-word': {
    title: 'That shares a part with a word on the board.',
    text: 'A clue can’t contain a word the others can see, nor be a part of one.',
  },
  'clue-used-before': {
    title: 'Your team has had that clue.',
    text: 'Each clue once a round. Pick another.',
  },
}

/** The faults of a clue that come of one word on the board. */
const collisionTitle: Partial<Record<ClueFault, (word: string) => string>> = {
  'clue-on-board': (word) => `${word} is still on the board.`,
  'clue-form-of-board-word': (word) => `That is a form of ${word}.`,
  'clue-part-of-board-word': (word) => `That shares a part with ${word}.`,
}

/** What the clue checker objects to, with the word on the board that the clue collides with, if one does. */
export function clueProblem(reason: ClueFault, word: string | null): Problem {
  const problem = rejectionText[reason]
  const title = collisionTitle[reason]
  return word === null || title === undefined ? problem : { ...problem, title: title(word) }
}

/** No word from the server at all: the line is down, or the server is. */
const noAnswer: Problem = {
  title: 'The desk did not answer.',
  text: 'Check your connection and try again.',
}

const failed: Problem = {
  title: 'Something broke at the desk.',
  text: 'It was not you. Try again in a moment.',
}

/** One entry per error code that the server lets out. */
const codeText: Record<string, Problem> = {
  NOT_FOUND: {
    title: 'No such table.',
    text: 'The code is wrong, or the table has closed.',
  },
  UNAUTHORIZED: {
    title: 'The desk doesn’t know you.',
    text: 'Allow cookies for this site and load the page again.',
  },
  FORBIDDEN: {
    title: 'Not allowed.',
    text: 'This table doesn’t let you do that.',
  },
  BAD_REQUEST: {
    title: 'The desk can’t read that.',
    text: 'Check what you typed, or load the page again.',
  },
  UNPROCESSABLE_CONTENT: {
    title: 'The rules say no.',
    text: 'Load the page again to get the newest version of the game.',
  },
  CONFLICT: {
    title: 'Somebody was faster.',
    text: 'Nothing was changed. Look again, then try again.',
  },
  SERVICE_UNAVAILABLE: {
    title: 'The desk can’t write anything down just now.',
    text: 'Nothing was changed. Try again in a moment.',
  },
}

type ErrorData = TRPCClientError<AppRouter>['data']

/** The data that the server sent with a refusal; null where no answer came. */
export function errorData(error: unknown): NonNullable<ErrorData> | null {
  if (!(error instanceof TRPCClientError)) return null
  const { data }: TRPCClientError<AppRouter> = error
  return data ?? null
}

const MINUTE_MS = 60_000
const tooFast: Problem = { title: 'Too fast.', text: 'Wait a few seconds, then try again.' }

/** For how long one has to wait, roughly: who is told so does not try in vain. */
function tooOften(waitMs: number | null): Problem {
  if (waitMs === null || waitMs < MINUTE_MS) return tooFast
  const minutes = Math.ceil(waitMs / MINUTE_MS)
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`
  return { ...tooFast, text: `Wait ${wait}, then try again.` }
}

/** What to tell the player about any failure of a request. */
export function problemOf(error: unknown): Problem {
  const data = errorData(error)
  if (data === null) return noAnswer
  if (data.rejection) return rejectionText[data.rejection] ?? codeText.UNPROCESSABLE_CONTENT
  if (data.code === 'TOO_MANY_REQUESTS') return tooOften(data.retryAfterMs)
  return codeText[data.code] ?? failed
}
