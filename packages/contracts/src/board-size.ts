export const BOARD_SIZE = 25
