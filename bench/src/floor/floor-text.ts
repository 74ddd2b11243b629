/** The size of what goes out for each action, about that of one redacted event. */
export const FLOOR_TEXT_BYTES = 200
